using System.Globalization;
using System.Text;
using System.Text.Json;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>What is written as YAML is what kubectl reads, and what it prints is what is read: proven on strings that mean harm.</summary>
public class TextServerTests(KubeApi api)
{
    private const int Strings = 5_000;
    private const int PerObject = 1_000;

    // The server takes 256 KiB of annotations in an object, keys included.
    private const int BytesPerObject = 240 * 1024;

    private const int ObjectsPerCall = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nasty_strings_come_back_as_they_were_through_our_reader_and_through_kubectl()
    {
        var server = await api.CrdAsync();
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        var label = KubeServer.NewName("nasty");
        var count = 0;
        try
        {
            foreach (var batch in Sets(new Random(seed), label, Strings * TestScale.Factor).Chunk(ObjectsPerCall))
            {
                var yaml = Write(batch);
                count += Compare(batch, Read(new YamlFormat(), yaml), "our reader", seed);
                Compare(batch, await ThroughKubectlAsync(server, batch, yaml), "kubectl", seed);
            }
        }
        finally
        {
            await server.KubectlAsync(null, "delete", "globalnetworksets.v3.projectcalico.org", "-l", "test=" + label, "--wait=false");
        }

        Assert.Equal(NastyText.Known.Count + (Strings * TestScale.Factor), count);
    }

    private static async Task<IReadOnlyList<Resource>> ThroughKubectlAsync(KubeServer server, GlobalNetworkSet[] batch, string yaml)
    {
        var kubectl = new KubectlProcess(new() { KubeConfig = server.AdminConfig });
        var created = await kubectl.RunAsync(["create", "-f", "-"], yaml, Token);
        Assert.True(created.Error is null, created.Error?.Message);
        var got = await kubectl.RunAsync(["get", "globalnetworksets.v3.projectcalico.org", .. batch.Select(set => set.Name), "-o", "json"], null, Token);
        Assert.True(got.Error is null, got.Error?.Message);
        return Read(JsonFormat.Instance, got.Output);
    }

    /// <summary>Every known string once, then random ones, as annotations of sets.</summary>
    private static IEnumerable<GlobalNetworkSet> Sets(Random random, string label, int count)
    {
        var all = NastyText.Known.Concat(Enumerable.Range(0, count).Select(_ => NastyText.Next(random)));
        var annotations = new List<KeyValuePair<string, string>>();
        var bytes = 0;
        var number = 0;
        foreach (var text in all)
        {
            var size = Encoding.UTF8.GetByteCount(text) + 8;
            if (annotations.Count == PerObject || bytes + size > BytesPerObject)
            {
                yield return Set(label, number++, annotations);
                annotations.Clear();
                bytes = 0;
            }

            annotations.Add(new("k" + annotations.Count.ToString(CultureInfo.InvariantCulture), text));
            bytes += size;
        }

        yield return Set(label, number, annotations);
    }

    private static GlobalNetworkSet Set(string label, int number, IEnumerable<KeyValuePair<string, string>> annotations) => new()
    {
        Metadata = new()
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{label}-{number}"),
            Labels = LabelMap.Of([new("test", label)]),
            Annotations = LabelMap.Of(annotations),
        },
        Nets = ["192.0.2.0/24"],
    };

    private static string Write(IEnumerable<Resource> resources)
    {
        using var text = new StringWriter();
        new YamlFormat().Write(resources.Select(resource => ResourceMapper.Write(resource)), text);
        return text.ToString();
    }

    private static List<Resource> Read(ITextFormat format, string text)
    {
        using var reader = new StringReader(text);
        var documents = format.Read(reader, null, ReadLimits.Default, Token).Select(document => ResourceMapper.Read(document, null)).ToList();
        Assert.Empty(documents.SelectMany(document => document.Errors));
        return [.. documents.SelectMany(document => document.Resources)];
    }

    private static int Compare(IReadOnlyList<Resource> sent, IReadOnlyList<Resource> got, string way, int seed)
    {
        Assert.Equal(sent.Select(resource => resource.Name), got.Select(resource => resource.Name));
        var count = 0;
        foreach (var (before, after) in sent.Zip(got))
        {
            var texts = after.Annotations.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            Assert.Equal(before.Annotations.Count, texts.Count);
            foreach (var (key, text) in before.Annotations)
            {
                count++;
                Assert.True(
                    string.Equals(text, texts[key], StringComparison.Ordinal),
                    $"Seed {seed}: {JsonSerializer.Serialize(text)} came back through {way} as {JsonSerializer.Serialize(texts[key])}.");
            }
        }

        return count;
    }
}
