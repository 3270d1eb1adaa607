using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents.Export;

/// <summary>A policy that goes back to its document changes the lines of what changed, and no other.</summary>
public sealed class InPlaceProperties : IDisposable
{
    private static readonly YamlFormat Yaml = new();
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("calicopolicy-places-").FullName, "policies.yaml");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void Lines_that_nothing_changed_in_stay(bool hasComments, int seed)
    {
        var random = new Random(seed);
        var (written, refused) = (0, 0);
        for (var round = 0; round < TestScale.Of(150); round++)
        {
            var documents = new[] { "a", "b", "c" }.Select(name => new ShuffledDocument(random, name, hasComments)).ToArray();
            var lineBreak = random.Next(4) == 0 ? "\r\n" : "\n";
            var text = string.Join("---\n", documents.Select(document => document.Text)).ReplaceLineEndings(lineBreak);
            if (random.Next(4) == 0) text = text[..^lineBreak.Length];
            File.WriteAllText(_file, text);
            var policies = Policies();
            var edit = PolicyEdit.Next(random, policies[1]);
            var change = new PolicyExporter(Yaml, new ExportOptions()).ToSource([edit.Policy], Token).SingleOrDefault();
            if (change is null)
            {
                Assert.Equal(policies[1], edit.Policy);
                continue;
            }

            if (change.Error is { } error)
            {
                // Only what is touched can have comments that would be lost.
                Assert.Equal(ExportErrorCode.CommentsWouldBeLost, error.Code);
                Assert.Contains(documents[1].Lines, line => edit.Touches(line.Path) && line.Text.Contains("# ", StringComparison.Ordinal));
                Assert.True(hasComments);
                refused++;
                change = new PolicyExporter(Yaml, new ExportOptions(Force: true)).ToSource([edit.Policy], Token).Single();
            }

            change.Apply();
            written++;
            Assert.Equal([policies[0], edit.Policy, policies[2]], Policies());
            var result = File.ReadAllText(_file);
            Assert.True(lineBreak == "\n" ? !result.Contains('\r', StringComparison.Ordinal) : result.Count(character => character == '\r') == result.Count(character => character == '\n'));
            AssertKept(documents, edit, result.ReplaceLineEndings("\n"));
        }

        Assert.InRange(written, TestScale.Of(100), int.MaxValue);
        Assert.Equal(hasComments, refused > 0);
    }

    [Fact]
    public void Keys_keep_their_order_in_every_format()
    {
        var random = new Random(3);
        for (var round = 0; round < TestScale.Of(150); round++)
        {
            var isList = random.Next(2) == 0;
            var isJson = random.Next(2) == 0;
            var roots = new[] { "a", "b", "c" }.Select(name => Trees.Yaml(new ShuffledDocument(random, name, hasComments: false).Text)).ToArray();
            TreeNode[] documents = isList ? [Trees.Map(("items", Trees.List(roots)), ("x-list", Trees.String("y")), ("kind", Trees.String("List")), ("apiVersion", Trees.String("v1")))] : roots;
            File.WriteAllText(_file, Trees.Write(isJson ? JsonFormat.Instance : Yaml, documents));
            var before = Roots();
            var policies = Policies();
            var edit = PolicyEdit.Next(random, policies[1]);
            var change = new PolicyExporter(Yaml, new ExportOptions()).ToSource([edit.Policy], Token).SingleOrDefault();
            if (change is null) continue;
            Assert.Null(change.Error);
            change.Apply();
            Assert.Equal([policies[0], edit.Policy, policies[2]], Policies());
            AssertSameOrder(before, Roots());
        }
    }

    private static void AssertKept(IEnumerable<ShuffledDocument> documents, PolicyEdit edit, string result)
    {
        var kept = documents.SelectMany((document, index) => document.Lines.Where(line => index != 1 || !edit.Touches(line.Path)).Select(line => line.Text)).ToList();
        var lines = result.Split('\n');
        var at = 0;
        foreach (var line in kept)
        {
            while (at < lines.Length && lines[at] != line) at++;
            if (at++ == lines.Length)
                Assert.Fail($"'{line}' is gone by {string.Join(", ", edit.Touched)}:\n{string.Join("---\n", documents.Select(document => document.Text))}\n=====\n{result}");
        }
    }

    // Keys that a mapping has on both sides stand in the same order; items are told apart by their place, where as many are there.
    private static void AssertSameOrder(TreeNode before, TreeNode after)
    {
        if (before is TreeMapping left && after is TreeMapping right)
        {
            var (old, now) = (left.Fields.Select(field => field.Key).ToList(), right.Fields.Select(field => field.Key).ToList());
            Assert.Equal(old.Where(now.Contains), now.Where(old.Contains));
            foreach (var key in old.Where(now.Contains)) AssertSameOrder(left[key]!, right[key]!);
        }
        else if (before is TreeSequence first && after is TreeSequence second)
        {
            var all = second.Items.Select(Trees.Show).ToHashSet();
            if (first.Items.Count == second.Items.Count)
                Assert.All(first.Items.Zip(second.Items), pair => AssertSameOrder(pair.First, pair.Second));
            else
                Assert.InRange(first.Items.Count(item => !all.Contains(Trees.Show(item))), 0, 1);
        }
    }

    private List<NetworkPolicy> Policies() => [.. new ResourceReader(Yaml).ReadFiles([_file], Token).Single().Resources.Cast<NetworkPolicy>()];

    private TreeSequence Roots() => new([.. new DocumentReader(Yaml).ReadFile(_file, Token).Documents.Select(document => document.Root!)], default);
}
