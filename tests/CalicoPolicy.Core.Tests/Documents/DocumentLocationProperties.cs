using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Tests.Shared.Corpus;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>A location tells of every field what the tree says, without keeping it.</summary>
public class DocumentLocationProperties
{
    [Fact]
    public void Every_field_is_where_the_tree_says()
    {
        var count = 0;
        foreach (var root in Roots())
        {
            var location = new DocumentLocation("a.yaml", 0, root);
            foreach (var (path, node) in Walk(root, FieldPath.Root))
            {
                Assert.Equal(node.Span, location.Find(path));
                Assert.True(location.Contains(path));
                count++;
            }
        }

        Assert.InRange(count, 20_000, int.MaxValue);
    }

    [Fact]
    public void What_is_not_there_is_at_the_nearest_field_around_it()
    {
        foreach (var root in Roots().Take(50))
        {
            var location = new DocumentLocation("a.yaml", 0, root);
            foreach (var (path, node) in Walk(root, FieldPath.Root))
            {
                foreach (var other in new[] { path["none"], path[int.MaxValue], path["none"]["name"][3], path[100_000]["name"] })
                {
                    Assert.Equal(node.Span, location.Find(other));
                    Assert.False(location.Contains(other));
                }
            }
        }
    }

    [Fact]
    public void A_location_knows_the_tree_that_it_is_of()
    {
        var roots = Roots().ToList();
        var locations = roots.ConvertAll(root => new DocumentLocation("a.yaml", 0, root));
        for (var index = 0; index < roots.Count; index++)
        {
            Assert.True(locations[index].IsOf(new TreeMapping([.. roots[index].Fields.Reverse()], default)));
            Assert.All(roots.Where(other => !other.Equals(roots[index])), other => Assert.False(locations[index].IsOf(other)));
            Assert.All(Changed(roots[index]), other => Assert.False(locations[index].IsOf(other)));
        }
    }

    [Theory]
    [InlineData("a: 1", "a: '1'")]
    [InlineData("a: [b, c]", "a: [c, b]")]
    [InlineData("a: []", "a: {}")]
    [InlineData("a: [[], b]", "a: [[b]]")]
    [InlineData("{a: b, c: d}", "{a: d, c: b}")]
    [InlineData("{a: b, c: b}", "{a: d, c: d}")]
    public void What_only_looks_alike_is_another_tree(string one, string other) => Assert.False(new DocumentLocation(null, 0, Root(one)).IsOf(Root(other)));

    [Fact]
    public void Long_lists_and_far_lines_are_found_too()
    {
        var text = "a:\n" + string.Concat(Enumerable.Range(0, 70_000).Select(index => $"- {index}\n")) + "b: {c: d}\n";
        var location = new DocumentLocation(null, 0, Root(text));
        Assert.Equal(new Position(69_002, 3), location.Find(FieldPath.Root["a"][69_000]).Start);
        Assert.Equal(new Position(70_002, 8), location.Find(FieldPath.Root["b"]["c"]).Start with { Column = 8 });
        Assert.Equal(70_002, location.Find(FieldPath.Root["b"]["c"]).End.Line);
    }

    private static TreeMapping Root(string yaml) => Assert.IsType<TreeMapping>(Assert.Single(Trees.ReadYaml(yaml)).Root);

    private static IEnumerable<TreeMapping> Roots()
    {
        var reader = new DocumentReader(new YamlFormat());
        foreach (var file in new PolicyCorpus(policies: 200, files: 20, seed: 5).Files())
        {
            foreach (var document in reader.ReadText(file.Text, TestContext.Current.CancellationToken)) yield return Assert.IsType<TreeMapping>(document.Root);
        }
    }

    private static IEnumerable<(FieldPath Path, TreeNode Node)> Walk(TreeNode node, FieldPath path)
    {
        yield return (path, node);
        switch (node)
        {
            case TreeMapping mapping:
                foreach (var found in mapping.Fields.SelectMany(field => Walk(field.Value, path[field.Key]))) yield return found;
                break;
            case TreeSequence sequence:
                foreach (var found in sequence.Items.SelectMany((item, index) => Walk(item, path[index]))) yield return found;
                break;
        }
    }

    // The tree with one of its scalars changed, for each of the first few.
    private static IEnumerable<TreeMapping> Changed(TreeMapping root)
    {
        foreach (var (_, node) in Walk(root, FieldPath.Root).Where(found => found.Node is TreeScalar).Take(20))
            yield return (TreeMapping)With(root, node, new TreeScalar(ScalarKind.String, ((TreeScalar)node).Text + "x", default));
    }

    private static TreeNode With(TreeNode node, TreeNode old, TreeNode changed) => node switch
    {
        _ when ReferenceEquals(node, old) => changed,
        TreeMapping mapping => new TreeMapping([.. mapping.Fields.Select(field => field with { Value = With(field.Value, old, changed) })], default),
        TreeSequence sequence => new TreeSequence([.. sequence.Items.Select(item => With(item, old, changed))], default),
        _ => node,
    };
}
