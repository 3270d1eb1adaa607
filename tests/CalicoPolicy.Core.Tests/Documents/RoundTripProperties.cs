using CalicoPolicy.Core.Documents;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Documents;

public class RoundTripProperties
{
    [Fact]
    public void Strings_come_back_from_YAML_as_values_and_keys()
    {
        var strings = NastyStrings.Of(TestScale.Of(20_000), seed: 1).ToList();
        var tree = Trees.Map(
            ("values", Trees.List([.. strings.Select(Trees.String)])),
            ("keys", Trees.Map([.. strings.Distinct(StringComparer.Ordinal).Select(text => (text, (TreeNode)Trees.String(text)))])));
        AssertSame(tree, Assert.Single(Trees.ReadYaml(Trees.WriteYaml(tree), Generous)).Root!);

        // In the first column too, where the markers of documents stand.
        var outermost = (TreeMapping)tree["keys"]!;
        AssertSame(outermost, Assert.Single(Trees.ReadYaml(Trees.WriteYaml(outermost), Generous)).Root!);
    }

    [Fact]
    public void Strings_come_back_from_YAML_as_documents()
    {
        var strings = NastyStrings.Of(TestScale.Of(3_000), seed: 2).Select(Trees.String).ToList<TreeNode>();
        var documents = Trees.ReadYaml(Trees.WriteYaml([.. strings]), Generous);
        Assert.Equal(strings.Select(Trees.Show), documents.Select(document => Trees.Show(document.Root)));
        Assert.All(documents, document => Assert.False(document.HasComments));
    }

    [Fact]
    public void Trees_come_back_from_YAML()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var trees = Enumerable.Range(0, TestScale.Of(100)).Select(_ => Trees.Map(("root", RandomTrees.Next(random)))).ToArray<TreeNode>();
            var text = Trees.WriteYaml(trees);
            var documents = Trees.ReadYaml(text, Generous);
            foreach (var error in documents.SelectMany(document => document.Errors))
                Assert.Fail($"{error} In: {text.Split('\n')[error.Span.Start.Line - 1]}");
            Assert.Equal(trees.Select(Trees.Show), documents.Select(document => Trees.Show(document.Root)));
            Assert.Equal(text, Trees.WriteYaml([.. documents.Select(document => document.Root!)]));
        }
    }

    [Fact]
    public void Trees_come_back_from_JSON()
    {
        var random = new Random(4);
        var trees = Enumerable.Range(0, TestScale.Of(1000)).Select(_ => RandomTrees.Next(random)).ToArray();
        var text = Trees.Write(JsonFormat.Instance, trees);
        var documents = Trees.ReadJson(text);

        // A null of no text is null.
        Assert.Equal(trees.Select(tree => Trees.Show(tree).Replace("Null\"\"", "Null\"null\"", StringComparison.Ordinal)), documents.Select(document => Trees.Show(document.Root)));
        Assert.Equal(text, Trees.Write(JsonFormat.Instance, [.. documents.Select(document => document.Root!)]));
    }

    [Fact]
    public void JSON_read_as_YAML_is_the_same()
    {
        var random = new Random(5);
        for (var round = 0; round < TestScale.Of(300); round++)
        {
            var tree = Trees.Map(("root", RandomTrees.Next(random, depth: 3)));
            var json = Trees.Write(JsonFormat.Instance, tree);

            // YAML's simple keys end after 1,024 characters, and an escaped pair of surrogates is none of its escapes in every reader.
            if (json.Contains(new string('k', 900), StringComparison.Ordinal))
                continue;
            var expected = Assert.Single(Trees.ReadJson(json));
            var actual = Assert.Single(Trees.ReadYaml(json));
            Assert.True(actual.Errors.Count == 0, actual.Errors.Count == 0 ? "" : json + actual.Errors[0]);
            Assert.Equal(Trees.Show(expected.Root), Trees.Show(actual.Root));
        }
    }

    private static ReadLimits Generous { get; } = new() { MaxScalarLength = 64 * 1024 * 1024 };

    private static void AssertSame(TreeNode expected, TreeNode actual)
    {
        // Showing all of it at once would hide the difference in megabytes.
        var fields = Assert.IsType<TreeMapping>(expected).Fields;
        var found = Assert.IsType<TreeMapping>(actual).Fields;
        Assert.Equal(fields.Select(field => field.Key), found.Select(field => field.Key));
        for (var index = 0; index < fields.Count; index++)
            Assert.Equal(Parts(fields[index].Value), Parts(found[index].Value));

        static IEnumerable<string> Parts(TreeNode node) => node switch
        {
            TreeSequence sequence => sequence.Items.Select(Trees.Show),
            TreeMapping parts => parts.Fields.Select(field => field.Key + " = " + Trees.Show(field.Value)),
            _ => [Trees.Show(node)],
        };
    }
}
