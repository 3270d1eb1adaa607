using System.IO.Compression;
using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class ExportPolicySnapshotTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public ExportPolicySnapshotTests()
    {
        _engine = new(_folder.Place);
        _folder.Write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, annotations: {a: planted-secret}}\nspec: {containers: [{name: c, env: [{name: A, value: planted-secret}]}]}\n");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_file_comes_back_as_the_snapshot_that_it_was()
    {
        Assert.Equal(
            ["True", "shop/web", "True"],
            _engine.Texts("$s = Import-PolicySnapshot a.yaml -Complete; $s | Export-PolicySnapshot sub/s.json.gz; $r = Import-PolicySnapshot sub/s.json.gz; $r.IsComplete; $r.Endpoints; $r.Resources[0].Equals($s.Resources[0])"));
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(_folder.Place, "sub", "s.json.gz")), CompressionMode.Decompress));
        Assert.DoesNotContain("planted-secret", text.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_other_files_it_is_a_snapshot_of_its_own()
    {
        _folder.Write("b.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: db, namespace: data}\n");
        Assert.Equal(["shop/web", "data/db"], _engine.Texts("Import-PolicySnapshot a.yaml | Export-PolicySnapshot s.json.gz; (Import-PolicySnapshot s.json.gz, b.yaml).Endpoints | ForEach-Object ToString"));
    }

    [Fact]
    public void Other_cmdlets_ask_it_by_its_path() => Assert.Equal(
        "shop/web", _engine.Text("Import-PolicySnapshot a.yaml | Export-PolicySnapshot s.json.gz; (Find-PolicyEndpoint 'all()' -Snapshot ./s.json.gz).Endpoint.ToString()"));

    [Fact]
    public void What_is_no_snapshot_is_not_written_over_unless_forced()
    {
        _folder.Write("other.txt", "precious");
        var result = _engine.Run("Import-PolicySnapshot a.yaml | Export-PolicySnapshot other.txt");
        Assert.Equal(["FileNotUnderstood"], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(_folder.Place, "other.txt")));
        Assert.Empty(_engine.Run("Import-PolicySnapshot a.yaml | Export-PolicySnapshot other.txt -Force").ErrorIds);
    }

    [Theory]
    [InlineData("Export-PolicySnapshot s.gz -NoClobber", "FileExists")]
    [InlineData("Export-PolicySnapshot sub", "PathNotWritable")]
    [InlineData("Export-PolicySnapshot nodrive:/s.gz", "PathNotFound")]
    public void Paths_that_do_not_suit_are_errors(string command, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Place, "sub"));
        Assert.Equal([expected], _engine.Run($"$s = Import-PolicySnapshot a.yaml; $s | Export-PolicySnapshot s.gz; $s | {command}").ErrorIds);
    }

    [Fact]
    public void A_file_holds_one_snapshot()
    {
        Assert.Equal(["FileHasOneSnapshot"], _engine.Run("$s = Import-PolicySnapshot a.yaml; $s, $s | Export-PolicySnapshot s.gz").ErrorIds);
        _engine.Run("Import-PolicySnapshot a.yaml | Export-PolicySnapshot w.gz -WhatIf");
        Assert.False(File.Exists(Path.Combine(_folder.Place, "w.gz")));
    }

    [Fact]
    public void A_damaged_file_is_an_error_with_what_to_do()
    {
        _engine.Run("Import-PolicySnapshot a.yaml | Export-PolicySnapshot s.gz");
        var path = Path.Combine(_folder.Place, "s.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal))
            packed.Write("{\"apiVersion\":\"calicopolicy.io/v1\",\"kind\":\"PolicySnapshot\",\"version\":9,\"objects\":0}"u8);
        foreach (var command in (string[])["Import-PolicySnapshot s.gz", "Find-PolicyEndpoint 'all()' -Snapshot s.gz"])
        {
            var result = _engine.Run(command);
            Assert.Empty(result.Output);
            Assert.Contains("SnapshotTooNew", result.ErrorIds);
        }

        Assert.Contains("Get-PolicySnapshot", _engine.Run("Import-PolicySnapshot s.gz").Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
