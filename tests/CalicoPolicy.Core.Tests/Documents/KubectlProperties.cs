using System.Diagnostics;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>What we write, read by the real kubectl; <c>annotate --local</c> needs no cluster.</summary>
public class KubectlProperties
{
    [Fact]
    public void Kubectl_reads_the_strings_that_we_write()
    {
        var strings = NastyStrings.Of(TestScale.Of(20_000), seed: 11).ToList();
        var keys = strings.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var tree = Manifest(
        [
            ("values", Trees.List([.. strings.Select(Trees.String)])),
            ("keys", Trees.Map([.. keys.Select(key => (key, (TreeNode)Trees.String(key)))])),

            // In the first column too, where the markers of documents stand.
            .. keys.Take(5000).Select(key => (key, (TreeNode)Trees.String(key))),
        ]);
        var read = Through(tree);
        Assert.Equal(strings, ((TreeSequence)read["values"]!).Items.Select(Text));
        var fields = ((TreeMapping)read["keys"]!).Fields;
        Assert.Equal(keys, fields.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.All(fields, field => Assert.Equal(field.Key, Text(field.Value)));
        Assert.All(keys.Take(5000), key => Assert.Equal(key, Text(read[key]!)));
    }

    [Fact]
    public void Kubectl_reads_the_trees_that_we_write()
    {
        var random = new Random(12);
        var trees = Enumerable.Range(0, TestScale.Of(500)).Select(_ => RandomTrees.Next(random)).ToArray();
        var read = (TreeSequence)Through(Manifest(("trees", Trees.List(trees))))["trees"]!;
        Assert.Equal(trees.Select(Sorted), read.Items.Select(Sorted));
    }

    private static TreeMapping Manifest(params (string Key, TreeNode Value)[] fields) => Trees.Map(
    [
        ("apiVersion", Trees.String("v1")), ("kind", Trees.String("Test")), ("metadata", Trees.Map(("name", Trees.String("a")))), .. fields,
    ]);

    private static string Text(TreeNode node)
    {
        var scalar = Assert.IsType<TreeScalar>(node);
        Assert.Equal(ScalarKind.String, scalar.Kind);
        return scalar.Text;
    }

    /// <summary>The tree as text, with keys in order and numbers by value: kubectl keeps neither.</summary>
    private static string Sorted(TreeNode node)
    {
        switch (node)
        {
            case TreeMapping mapping:
                return "{" + string.Join(',', mapping.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => Trees.Show(Trees.String(field.Key)) + ":" + Sorted(field.Value))) + "}";
            case TreeSequence sequence:
                return "[" + string.Join(',', sequence.Items.Select(Sorted)) + "]";
            case TreeScalar { Kind: ScalarKind.Null }:
                return "null";
            case TreeScalar { Kind: ScalarKind.Float } scalar:
                return ScalarValues.TryGetDouble(scalar, out var value) ? '"' + value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + '"' : "?";
            default:
                return Trees.Show(node).Replace("Integer\"", "\"", StringComparison.Ordinal).Replace("Integer", "", StringComparison.Ordinal);
        }
    }

    private static TreeMapping Through(TreeNode tree)
    {
        var start = new ProcessStartInfo("kubectl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            ArgumentList = { "annotate", "--local", "-f", "-", "x=y", "-o", "json" },
        };
        Process kubectl;
        try
        {
            kubectl = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("kubectl is not on the path.");
            return null!;
        }

        using (kubectl)
        {
            var output = kubectl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = kubectl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            new CalicoPolicy.Yaml.YamlFormat().Write([tree], kubectl.StandardInput);
            kubectl.StandardInput.Close();
            kubectl.WaitForExit();
            Assert.Equal("", error.GetAwaiter().GetResult());
            var document = Assert.Single(Trees.ReadJson(output.GetAwaiter().GetResult(), new ReadLimits { MaxScalarLength = 64 * 1024 * 1024 }));
            Assert.Empty(document.Errors);
            return Assert.IsType<TreeMapping>(document.Root);
        }
    }
}
