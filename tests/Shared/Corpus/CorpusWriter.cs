using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>Objects as the text of a file.</summary>
internal static class CorpusWriter
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IReadOnlyList<JsonObject> objects, CorpusStyle style, Random random)
    {
        switch (style)
        {
            case CorpusStyle.JsonList:
                return List(objects, random).ToJsonString(Indented) + "\n";
            case CorpusStyle.KubectlList:
                var list = new CorpusYaml(random, isByHand: false);
                list.Document(List(objects, random));
                return list.ToString();
            default:
                var text = new StringBuilder();
                foreach (var value in objects)
                {
                    var yaml = new CorpusYaml(random, style == CorpusStyle.ByHand);
                    yaml.Document(value);
                    text.Append("---\n").Append(yaml);
                }

                return text.ToString();
        }
    }

    private static JsonObject List(IEnumerable<JsonObject> objects, Random random)
    {
        var items = new JsonArray();
        foreach (var value in objects)
        {
            AddServerMetadata(value["metadata"]!.AsObject(), random);
            items.Add(value);
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["items"] = items,
            ["kind"] = "List",
            ["metadata"] = new JsonObject { ["resourceVersion"] = string.Empty },
        };
    }

    private static void AddServerMetadata(JsonObject metadata, Random random)
    {
        metadata["creationTimestamp"] = string.Create(CultureInfo.InvariantCulture, $"2024-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}T10:20:30Z");
        metadata["generation"] = random.Next(1, 9);
        metadata["resourceVersion"] = random.Next(1, 100_000_000).ToString(CultureInfo.InvariantCulture);
        var id = new byte[16];
        random.NextBytes(id);
        metadata["uid"] = new Guid(id).ToString();
    }
}
