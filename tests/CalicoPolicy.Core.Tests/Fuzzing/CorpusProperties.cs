using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Tests.Shared.Corpus;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Fuzzing;

/// <summary>The policies that benchmarks read are what they are meant to be.</summary>
public class CorpusProperties
{
    private static readonly PolicyCorpus Corpus = new(policies: 400, files: 10, seed: 3);

    [Fact]
    public void Every_object_of_a_corpus_comes_through_the_reader_as_it_was_meant()
    {
        var reader = new DocumentReader(new YamlFormat());
        var number = 0;
        foreach (var file in Corpus.Files())
        {
            var resources = new List<Resource>();
            foreach (var document in reader.ReadText(file.Text, TestContext.Current.CancellationToken))
            {
                var mapped = ResourceMapper.Read(document, file.Name);
                Assert.Empty(mapped.Errors);
                Assert.Empty(mapped.Skipped);
                resources.AddRange(mapped.Resources);
            }

            // Meant is what the generator had before it chose a way of writing.
            var meant = Corpus.Objects(number++).Select(value => Assert.Single(
                ResourceMapper.Read(Assert.Single(reader.ReadText(value.ToJsonString(), TestContext.Current.CancellationToken)), null).Resources));
            Assert.Equal(
                meant.Select(resource => Text(resource, keepServerMetadata: false)),
                resources.Select(resource => Text(resource, keepServerMetadata: false)));
        }
    }

    [Fact]
    public void A_corpus_has_as_many_policies_as_asked_for_of_every_kind()
    {
        var kinds = Enumerable.Range(0, 10).SelectMany(Corpus.Objects).CountBy(value => value["kind"]!.GetValue<string>()).ToDictionary();
        Assert.Equal(400, kinds.Where(kind => kind.Key.EndsWith("Policy", StringComparison.Ordinal)).Sum(kind => kind.Value));
        Assert.Equal(
            [
                "GlobalNetworkPolicy", "GlobalNetworkSet", "NetworkPolicy", "NetworkSet", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy",
                "StagedNetworkPolicy", "Tier",
            ],
            kinds.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_files_on_every_machine()
    {
        var text = string.Concat(new PolicyCorpus(policies: 50, files: 5, seed: 1).Files().Select(file => file.Name + "\n" + file.Text));
        Assert.Equal("F9674D5D25BBD5435E93FC4D6FFDCCB31853CB493F6A3D702B8D0E96AA922A04", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private static string Text(Resource resource, bool keepServerMetadata)
    {
        using var text = new StringWriter();
        JsonFormat.Instance.Write([ResourceMapper.Write(resource, keepServerMetadata)], text);
        return text.ToString();
    }
}
