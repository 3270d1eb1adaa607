using System.Text.Json;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Export-PolicyFinding; what the formats look like is tested with their writers.</summary>
public sealed class ExportPolicyFindingTests : IDisposable
{
    private const string Found = "Import-Policy ./policies -Recurse | Test-Policy";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public ExportPolicyFindingTests()
    {
        _folder.Copy(Repository.Path("docs", "examples"));
        _engine = new PolicyEngine(_folder.Place);
    }

    [Fact]
    public void Findings_are_written_as_SARIF_with_files_from_the_current_folder()
    {
        Assert.Empty(_engine.Output($"{Found} | Export-PolicyFinding ./out/found.sarif"));
        Assert.Equal(["policies/shop/payments.yaml"], Uris("out/found.sarif"));
    }

    [Theory]
    [InlineData("./policies", "shop/payments.yaml")]
    [InlineData("./policies/shop", "payments.yaml")]
    public void Or_from_the_root_that_is_given(string root, string uri)
    {
        _engine.Output($"{Found} | Export-PolicyFinding ./found.sarif -Root {root}");
        Assert.Equal([uri], Uris("found.sarif"));
    }

    [Fact]
    public void No_finding_is_a_report_too()
    {
        _engine.Output("Import-Policy ./policies/shop/orders.yaml | Test-Policy | Export-PolicyFinding ./none.sarif; Export-PolicyFinding ./empty.sarif -InputObject @()");
        Assert.Empty(Uris("none.sarif"));
        Assert.Equal(_folder.Read("none.sarif"), _folder.Read("empty.sarif"));
    }

    [Fact]
    public void With_a_baseline_the_file_tells_what_is_new_and_what_is_gone()
    {
        _engine.Output($"{Found} | Export-PolicyFinding ./known.sarif; Import-Policy ./best-practices/*.yaml | Test-PolicyEfficiency -IncludeRule CP1001 | Export-PolicyFinding ./now.sarif -Baseline ./known.sarif");
        Assert.Equal(["absent", "new"], Results("now.sarif").Select(result => result.GetProperty("baselineState").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_and_kept_with_NoClobber()
    {
        _folder.Write("found.sarif", "older");
        Assert.Equal(["FileExists"], _engine.Run($"{Found} | Export-PolicyFinding ./found.sarif -NoClobber").ErrorIds);
        Assert.Equal("older", _folder.Read("found.sarif"));
        Assert.Equal("found.sarif", _engine.Text($"({Found} | Export-PolicyFinding ./found.sarif -PassThru).Name"));
        Assert.Single(Uris("found.sarif"));
    }

    [Fact]
    public void A_read_only_file_needs_force()
    {
        var file = _folder.Write("found.sarif", "older");
        File.SetAttributes(file, FileAttributes.ReadOnly);
        Assert.Equal(["FileReadOnly"], _engine.Run($"{Found} | Export-PolicyFinding ./found.sarif").ErrorIds);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A read-only file cannot be replaced there.");
        _engine.Output($"{Found} | Export-PolicyFinding ./found.sarif -Force");
        Assert.Single(Uris("found.sarif"));
    }

    [Theory]
    [InlineData("./policies", "PathNotWritable")]
    [InlineData("Env:/x", "PathNotInFileSystem")]
    public void What_cannot_be_written_is_an_error(string path, string id) =>
        Assert.Equal([id], _engine.Run($"{Found} | Export-PolicyFinding {path}").ErrorIds);

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Contains("found.sarif", _engine.Printed($"{Found} | Export-PolicyFinding ./found.sarif -WhatIf"), StringComparison.Ordinal);
        Assert.DoesNotContain("found.sarif", _folder.Files);
    }

    [Theory]
    [InlineData("GitHub", "::error file=policies/shop/payments.yaml,line=25,")]
    [InlineData("Markdown", "### Network policy: 1 High")]
    public void Formats_of_lines_come_out_or_go_to_a_file(string format, string start)
    {
        var lines = _engine.Texts($"{Found} | Export-PolicyFinding -Format {format}");
        Assert.StartsWith(start, lines[0], StringComparison.Ordinal);
        Assert.Empty(_engine.Output($"{Found} | Export-PolicyFinding ./lines.txt {format}"));
        Assert.Equal(string.Join('\n', lines) + "\n", _folder.Read("lines.txt"));
    }

    [Fact]
    public void JUnit_goes_to_a_file()
    {
        _engine.Output($"{Found} | Export-PolicyFinding ./found.xml JUnit");
        Assert.Contains("<failure message=\"High: ", _folder.Read("found.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GitHub")]
    [InlineData("JUnit")]
    [InlineData("Markdown")]
    public void With_a_baseline_the_other_formats_have_new_findings_only(string format)
    {
        _engine.Output($"{Found} | Export-PolicyFinding ./known.sarif; {Found} | Export-PolicyFinding ./lines.txt {format} -Baseline ./known.sarif");
        Assert.DoesNotContain("CP3002", _folder.Read("lines.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_the_formats() =>
        Assert.Equal(["GitHub", "JUnit", "Markdown", "Sarif"], _engine.Completions("Export-PolicyFinding -Format ").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("-Format JUnit")]
    public void Other_formats_need_a_path(string format)
    {
        Assert.Equal(["ReportNeedsPath"], _engine.Run($"{Found} | Export-PolicyFinding {format}").ErrorIds);
        Assert.Equal("ended", _engine.Text($"try {{ {Found} | Export-PolicyFinding; 'went on' }} catch {{ 'ended' }}"));
    }

    private JsonElement[] Results(string file) => [.. JsonDocument.Parse(_folder.Read(file)).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];

    private string?[] Uris(string file) => [.. Results(file).Select(result =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()).Distinct()];

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
