using System.Globalization;
using System.Text;
using System.Text.Json;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>Makes trees from JSON in test code, with places, without the readers of the library: the mapper is tested alone.</summary>
internal static class JsonTree
{
    public static TreeMapping Parse(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true });
        reader.Read();
        return (TreeMapping)Node(ref reader, bytes);
    }

    public static TreeScalar Text(string text, TextSpan span = default) => new(ScalarKind.String, text, span);

    /// <summary>All nodes of a tree but the root, each with the way to it.</summary>
    public static IEnumerable<(string Path, TreeNode Node)> Walk(TreeNode node, string path = "")
    {
        var children = node switch
        {
            TreeMapping mapping => mapping.Fields.Select(field => (Path: path.Length == 0 ? field.Key : $"{path}.{field.Key}", Node: field.Value)),
            TreeSequence sequence => sequence.Items.Select((item, index) => (Path: string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), Node: item)),
            _ => [],
        };
        foreach (var child in children)
        {
            yield return child;
            foreach (var deeper in Walk(child.Node, child.Path)) yield return deeper;
        }
    }

    /// <summary>The tree with one node, found by identity, replaced.</summary>
    public static TreeNode Replace(TreeNode tree, TreeNode old, TreeNode replacement)
    {
        if (ReferenceEquals(tree, old)) return replacement;
        return tree switch
        {
            TreeMapping mapping => new TreeMapping([.. mapping.Fields.Select(field => field with { Value = Replace(field.Value, old, replacement) })], mapping.Span),
            TreeSequence sequence => new TreeSequence([.. sequence.Items.Select(item => Replace(item, old, replacement))], sequence.Span),
            _ => tree,
        };
    }

    /// <summary>The tree as JSON, to search it and to show what differs.</summary>
    public static string Show(TreeNode node) => node switch
    {
        TreeMapping mapping => "{" + string.Join(",", mapping.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"\"{field.Key}\":{Show(field.Value)}")) + "}",
        TreeSequence sequence => "[" + string.Join(",", sequence.Items.Select(Show)) + "]",
        TreeScalar { Kind: ScalarKind.String } scalar => JsonSerializer.Serialize(scalar.Text),
        TreeScalar scalar => scalar.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static TreeNode Node(ref Utf8JsonReader reader, byte[] bytes)
    {
        var start = Place(bytes, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = new List<TreeField>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    var span = Span(ref reader, bytes);
                    reader.Read();
                    fields.Add(new(key, span, Node(ref reader, bytes)));
                }

                return new TreeMapping(fields, new(start, Place(bytes, reader.BytesConsumed)));
            case JsonTokenType.StartArray:
                var items = new List<TreeNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Node(ref reader, bytes));
                return new TreeSequence(items, new(start, Place(bytes, reader.BytesConsumed)));
            default:
                var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
                return new TreeScalar(Kind(reader.TokenType, text), text, Span(ref reader, bytes));
        }
    }

    private static ScalarKind Kind(JsonTokenType token, string text) => token switch
    {
        JsonTokenType.String => ScalarKind.String,
        JsonTokenType.Null => ScalarKind.Null,
        JsonTokenType.Number => text.Contains('.', StringComparison.Ordinal) ? ScalarKind.Float : ScalarKind.Integer,
        _ => ScalarKind.Boolean,
    };

    private static TextSpan Span(ref Utf8JsonReader reader, byte[] bytes) =>
        new(Place(bytes, reader.TokenStartIndex), Place(bytes, reader.BytesConsumed));

    private static Position Place(byte[] bytes, long index)
    {
        var before = bytes.AsSpan(0, (int)index);
        return new(before.Count((byte)'\n') + 1, (int)index - before.LastIndexOf((byte)'\n'));
    }
}
