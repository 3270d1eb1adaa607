using CalicoPolicy.Tests.Console;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>-Baseline and -FailOn of the cmdlets that judge.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Judge = "Import-Policy ./best-practices/*.yaml | Test-PolicyEfficiency";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public BaselineTests()
    {
        _folder.Copy(Repository.Path("docs", "examples"));
        _engine = new PolicyEngine(_folder.Place);
    }

    [Fact]
    public void Known_findings_do_not_count()
    {
        _engine.Output($"{Judge} | Export-PolicyFinding ./known.sarif");
        Assert.Empty(_engine.Output($"{Judge} -Baseline ./known.sarif"));
        Assert.Equal(["True", "False"], _engine.Texts($"{Judge} -Baseline ./known.sarif -Quiet; {Judge} -Quiet"));
        Assert.Empty(_engine.Output($"{Judge} -Baseline ./known.sarif -FailOn Low"));
    }

    [Fact]
    public void New_findings_do()
    {
        _engine.Output($"{Judge} -ExcludeRule CP1005 | Export-PolicyFinding ./known.sarif");
        Assert.Equal(["CP1005"], _engine.Texts($"({Judge} -Baseline ./known.sarif).RuleId").Distinct());
    }

    [Theory]
    [InlineData("./no-such.sarif")]
    [InlineData("./policies")]
    [InlineData("./policies/sets.yaml")]
    [InlineData("nodrive:/x")]
    public void A_baseline_that_is_none_ends_the_command(string baseline)
    {
        foreach (var cmdlet in (string[])["Test-Policy", "Test-PolicyEfficiency", "Export-PolicyFinding ./x.sarif -InputObject @()"])
        {
            var command = $"{(cmdlet[0] == 'T' ? "Import-Policy ./policies -Recurse | " : "")}{cmdlet} -Baseline {baseline}";
            var result = _engine.Run(command);
            Assert.Equal(["BaselineUnreadable"], result.ErrorIds);
            Assert.Equal("ended", _engine.Text($"try {{ {command}; 'went on' }} catch {{ 'ended' }}"));
            Assert.Empty(result.Output);
            Assert.Contains("Export-PolicyFinding", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Equal(baseline, result.Errors[0].TargetObject);
        }
    }

    [Fact]
    public void FailOn_gives_all_findings_and_then_an_error_with_the_counts()
    {
        var all = _engine.Texts($"{Judge}");
        var result = _engine.Run($"{Judge} -FailOn High");
        Assert.Equal(all, result.Texts);
        Assert.Equal(["PolicyFindingFound"], result.ErrorIds);
        Assert.Equal("ended", _engine.Text($"try {{ $null = {Judge} -FailOn High; 'went on' }} catch {{ 'ended' }}"));
        var severities = _engine.Texts($"({Judge}).Severity.ForEach('ToString')");
        var counts = ((string[])["Error", "High", "Medium", "Low"]).Select(name => $"{severities.Count(severity => severity == name)} {name}").Where(count => count[0] != '0');
        Assert.Contains($": {string.Join(", ", counts)}.", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FailOn_looks_at_what_counts_only()
    {
        Assert.Empty(_engine.Run($"{Judge} -FailOn Error").ErrorIds);
        Assert.Empty(_engine.Run($"{Judge} -FailOn High -ExcludeRule CP1002,CP1013,CP2008,CP5004").ErrorIds);
        Assert.Empty(_engine.Run("New-PolicyTier a | Test-Policy -FailOn Low").ErrorIds);
    }

    [Fact]
    public void FailOn_goes_with_Quiet()
    {
        var result = _engine.Run($"{Judge} -FailOn High -Quiet");
        Assert.Equal(["False"], result.Texts);
        Assert.Equal(["PolicyFindingFound"], result.ErrorIds);
    }

    [Fact]
    public void Tab_offers_the_severities_to_fail_on() =>
        Assert.Equal(["Error", "High", "Low", "Medium"], _engine.Completions("Test-Policy -FailOn ").Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_console_host_ends_with_1_where_a_finding_was_found()
    {
        var folder = Path.Combine(_folder.Place, "best-practices").Replace("'", "''", StringComparison.Ordinal);
        var script = _folder.Write("check.ps1", $"$ErrorActionPreference = 'Stop'\nImport-Policy '{folder}/*.yaml' | Test-PolicyEfficiency -FailOn $args[0]\n'goes on'\n");
        var found = await ConsoleProcess.Run(script, "High");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains("CP5004", found.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("goes on", found.Output, StringComparison.Ordinal);
        Assert.Contains("High", found.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ConsoleProcess.Run(script, "Error")).ExitCode);
        Assert.Equal(1, (await ConsoleProcess.Run("-Command", $"Import-Policy '{folder}/*.yaml' | Test-PolicyEfficiency -FailOn High")).ExitCode);
        Assert.Equal(0, (await ConsoleProcess.Run("-Command", $"Import-Policy '{folder}/*.yaml' | Test-PolicyEfficiency -FailOn Error")).ExitCode);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
