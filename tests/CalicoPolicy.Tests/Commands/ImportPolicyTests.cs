using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class ImportPolicyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public ImportPolicyTests() => _engine = new PolicyEngine(_folder.Place);

    [Fact]
    public void A_stream_of_documents_comes_in_order_with_file_and_line()
    {
        var path = _folder.Write("t.yaml", Tier("a") + "---\n" + Tier("b"));
        Assert.Equal([$"a {path}:1:1", $"b {path}:7:1"], _engine.Texts("Import-Policy t.yaml | ForEach-Object { \"$($_.Name) $($_.Location)\" }"));
    }

    [Fact]
    public void A_folder_gives_its_yaml_and_json_and_with_Recurse_what_is_below()
    {
        _folder.Write("b.yaml", Tier("b"));
        _folder.Write("a.yml", Tier("a"));
        _folder.Write("c.json", """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"c"}}""");
        _folder.Write("notes.txt", "no: yaml: here");
        _folder.Write("sub/d.yaml", Tier("d"));
        _folder.Write(".git/e.yaml", "broken: [");
        WriteGzip("sub/f.yaml.gz", Tier("f"));
        Assert.Equal("a b c", _engine.Text("(Import-Policy .).Name -join ' '"));
        Assert.Equal("a b c d f", _engine.Text("(Import-Policy . -Recurse).Name -join ' '"));
    }

    [Fact]
    public void Wildcards_are_expanded_by_Path_and_not_by_LiteralPath()
    {
        _folder.Write("a.yaml", Tier("a"));
        _folder.Write("b.yaml", Tier("b"));
        _folder.Write("[ab].yaml", Tier("brackets"));
        Assert.Equal("a b", _engine.Text("(Import-Policy '[ab].yaml').Name -join ' '"));
        Assert.Equal("brackets", _engine.Text("(Import-Policy -LiteralPath '[ab].yaml').Name"));
        Assert.Equal("brackets", _engine.Text("(Import-Policy '`[ab`].yaml').Name"));
    }

    [Fact]
    public void Piped_paths_and_piped_files_are_read()
    {
        _folder.Write("[a].yaml", Tier("a"));
        _folder.Write("b.yaml", Tier("b"));
        Assert.Equal("b", _engine.Text("('b.yaml' | Import-Policy).Name"));
        Assert.Equal("b", _engine.Text("([IO.FileInfo]$args[0] | Import-Policy).Name", Path.Combine(_folder.Place, "b.yaml")));
        Assert.Equal("a", _engine.Text("([pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$($args[0])\" } | Import-Policy).Name", Path.Combine(_folder.Place, "[a].yaml")));
    }

    [Fact]
    public void Each_bad_path_is_one_error_and_the_others_come_through()
    {
        _folder.Write("a.yaml", Tier("a"));
        _folder.Write("b.yaml", Tier("b"));
        var result = _engine.Run("Import-Policy ./missing.yaml, ./a.yaml, ./no*.yaml, 'Env:PATH', ./b.yaml | ForEach-Object Name");
        Assert.Equal(["a", "b"], result.Texts);
        Assert.Equal(["PathNotFound", "PathNotFound", "PathNotInFileSystem"], result.ErrorIds);
        Assert.Equal(["./missing.yaml", "./no*.yaml", "Env:PATH"], result.Errors.Select(error => error.TargetObject));
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.False(result.IsTerminated);
    }

    [Fact]
    public void Each_bad_document_is_an_error_with_file_line_and_column_and_the_others_come_through()
    {
        var path = _folder.Write("m.yaml", string.Join("---\n", Tier("a"), "kind: Tier\nkind: Tier\n", Tier("b"), "spec:\n\torder: 1\n", Tier("c").Replace("spec: {}", "spec: {order: first}", StringComparison.Ordinal), Tier("d")));
        var result = _engine.Run("Import-Policy m.yaml | ForEach-Object Name");
        Assert.Contains("a", result.Texts);
        Assert.Contains("b", result.Texts);
        Assert.Contains("d", result.Texts);
        Assert.Contains("DuplicateKey", result.ErrorIds);
        Assert.Contains("InvalidSyntax", result.ErrorIds);
        Assert.Contains("InvalidFieldType", result.ErrorIds);
        Assert.StartsWith($"{path}:8:1: ", result.Errors.First(error => error.FullyQualifiedErrorId.StartsWith("DuplicateKey", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
        Assert.All(result.Errors, error =>
        {
            Assert.Matches($@"^{Regex.Escape(path)}:\d+:\d+: ", error.ToString());
            Assert.Equal(path, error.TargetObject);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        });
    }

    [Fact]
    public void An_empty_file_gives_nothing_and_a_kind_that_is_not_held_is_passed_over()
    {
        _folder.Write("empty.yaml", string.Empty);
        _folder.Write("comment.yaml", "# nothing yet\n---\n");
        _folder.Write("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n");
        var result = _engine.Run("Import-Policy . -Verbose");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.Contains("settings", Assert.Single(result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_files_gives_nothing() => Assert.Empty(_engine.Output("Import-Policy ."));

    [Fact]
    public void Paths_are_those_of_the_session_and_not_of_the_process()
    {
        _folder.Write("sub/a.yaml", Tier("a"));
        using var engine = new PolicyEngine(Path.Combine(_folder.Place, "sub"));
        Assert.Equal("a", engine.Text("(Import-Policy ./a.yaml).Name"));
    }

    [Fact]
    public void Lists_of_kubectl_and_both_groups_give_the_same_objects()
    {
        _folder.Write("l.json", """{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"crd.projectcalico.org/v1","kind":"Tier","metadata":{"name":"a"},"spec":{"order":5}}]}""");
        _folder.Write("t.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: a}\nspec: {order: 5}\n");
        Assert.Equal("True", _engine.Text("(Import-Policy l.json) -eq (Import-Policy t.yaml)"));
    }

    [Fact]
    public void Several_kinds_make_one_table()
    {
        _folder.Write("a.yaml", Tier("security") + "---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: feeds}\n---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\n");
        var table = _engine.Printed("Import-Policy a.yaml");
        Assert.Single(Regex.Matches(table, "Kind"));
        Assert.Matches(@"Tier\s+security.*\nGlobalNetworkSet\s+feeds.*\nNetworkPolicy\s+shop\s+p\s+default", table);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    private static string Tier(string name) => $"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: {name}\nspec: {{}}\n";

    private void WriteGzip(string name, string text)
    {
        using var file = File.Create(Path.Combine(_folder.Place, name));
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }
}
