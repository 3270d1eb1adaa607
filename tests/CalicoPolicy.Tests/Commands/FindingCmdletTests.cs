using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Test-Policy and Test-PolicyEfficiency; what each rule finds is tested with the rules.</summary>
public sealed class FindingCmdletTests : IDisposable
{
    private const string Judge = "Import-Policy ./best-practices/*.yaml | Test-PolicyEfficiency ";

    private readonly PolicyEngine _engine = new(Repository.Path("docs", "examples"));

    [Fact]
    public void A_finding_says_what_where_and_how_to_mend_it() => Assert.Equal(
        [
            "CP3002", "GlobalSetFromNamespaced", "High", "NetworkPolicy", "shop", "application.payments", "$.spec.ingress[1].source.selector",
            "payments.yaml", "25", "19", "25",
        ],
        _engine.Texts("""
            $f = Import-Policy ./policies -Recurse | Test-Policy
            $f.RuleId, $f.RuleName, "$($f.Severity)", $f.Kind, $f.Namespace, $f.Name, $f.JsonPath, [IO.Path]::GetFileName($f.File), $f.Line, $f.Column, $f.EndLine
            if (-not $f.Message -or -not $f.Recommendation -or -not $f.HelpUri -or $f.Fingerprint.Length -ne 32) { throw "$f" }
            """));

    [Fact]
    public void All_input_is_one_set() => Assert.Equal(
        ["0", "1"],
        _engine.Texts("@(Import-Policy ./policies/shop | Test-Policy).Count; @(Import-Policy ./policies/shop, ./policies/sets.yaml | Test-Policy).Count"));

    [Fact]
    public void Quiet_answers_with_a_Boolean()
    {
        Assert.Equal(["False", "True"], _engine.Texts("Import-Policy ./policies -Recurse | Test-Policy -Quiet; Import-Policy ./policies/shop/orders.yaml | Test-Policy -Quiet"));
        Assert.Equal("True", _engine.Text("Import-Policy ./policies -Recurse | Test-Policy -Quiet -MinimumSeverity Error"));
    }

    [Fact]
    public void A_suggested_change_is_given_where_it_is_asked_for()
    {
        const string Policy = """
            $p = New-GlobalNetworkPolicy security.web -Tier security -Selector "app == 'a' || app == 'b'" -Type Egress

            """;
        Assert.Equal(
            ["app in {'a', 'b'}", "0", "True", "True"],
            _engine.Texts(Policy + """
                $change = ($p | Test-PolicyEfficiency -IncludeRule CP1008 -SuggestChange).SuggestedChange
                $change.Resources[0].Selector
                "$($change.Effect)".Length
                $change.Text -match "selector: app in"
                "$change" -eq $change.Text
                """));
        Assert.Equal("True", _engine.Text(Policy + "$null -eq ($p | Test-PolicyEfficiency -IncludeRule CP1008).SuggestedChange"));
        Assert.Equal("True", _engine.Text(Policy + "$null -eq ($p | Test-PolicyEfficiency -IncludeRule CP1002 -SuggestChange).SuggestedChange"));
    }

    [Fact]
    public void Rules_are_chosen_by_id_and_name_with_wildcards_in_any_case()
    {
        Assert.Equal(["CP1005"], _engine.Texts($"({Judge} -IncludeRule cp1005).RuleId").Distinct());
        Assert.DoesNotContain("CP1005", _engine.Texts($"({Judge} -ExcludeRule OwnSide*).RuleId"));
        Assert.Empty(_engine.Output($"{Judge} -IncludeRule CP10* -ExcludeRule CP1*"));
    }

    [Fact]
    public void A_pattern_that_names_no_rule_is_a_warning()
    {
        var result = _engine.Run("New-PolicyTier a | Test-Policy -IncludeRule CP9999 -ExcludeRule CP3001");
        Assert.Contains("'CP9999'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_below_the_least_severity_are_left_out()
    {
        var severities = _engine.Texts($"({Judge} -MinimumSeverity Medium).Severity.ForEach('ToString')");
        Assert.NotEmpty(severities);
        Assert.DoesNotContain("Low", severities);
        Assert.Contains("Low", _engine.Texts($"({Judge}).Severity.ForEach('ToString')"));
    }

    [Theory]
    [InlineData("Test-Policy")]
    [InlineData("Test-PolicyEfficiency")]
    public void Tab_offers_severities_rules_and_targets(string cmdlet)
    {
        Assert.Equal(["Error", "High", "Low", "Medium"], _engine.Completions($"{cmdlet} -MinimumSeverity ").Order(StringComparer.Ordinal));
        Assert.Contains("CP3001", _engine.Completions("Test-Policy -IncludeRule CP30"));
        Assert.Contains("'Enterprise/3.18'", _engine.Completions($"{cmdlet} -Target Ent"));
    }

    [Fact]
    public void A_target_that_is_none_is_refused_with_an_example()
    {
        Assert.Contains("OpenSource/3.31", _engine.Error("New-PolicyTier a | Test-Policy -Target Calico").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_engine.Output("New-PolicyTier a | Test-Policy -Target enterprise/v3.18"));
    }

    [Fact]
    public void An_annotation_takes_findings_out_and_one_cmdlet_reports_it_unused()
    {
        const string Policy = "$p = New-NetworkPolicy a shop -Ingress (New-PolicyRule Allow) -Annotation @{ 'calicopolicy.io/ignore' = 'CP5004 open; CP3018 x; CP1013 y; CP9999 z' };";
        Assert.Equal(["CP0001"], _engine.Texts($"{Policy} ($p | Test-Policy).RuleId"));
        Assert.Equal(["CP0001", "CP0001"], _engine.Texts($"{Policy} ($p | Test-PolicyEfficiency).RuleId"));
        Assert.Equal("True", _engine.Text($"{Policy} $p | Test-PolicyEfficiency -ExcludeRule CP0001 -Quiet"));
    }

    [Fact]
    public void No_input_is_no_finding_and_nothing_in_order()
    {
        Assert.Empty(_engine.Output("@() | Test-Policy"));
        Assert.Equal("False", _engine.Text("@() | Test-Policy -Quiet -WarningAction SilentlyContinue"));
        Assert.Contains("nothing to judge", Assert.Single(_engine.Run("@() | Test-Policy").Warnings), StringComparison.Ordinal);
        Assert.Equal("NothingToJudge", _engine.Text("try { @() | Test-PolicyEfficiency -FailOn Low } catch { $_.FullyQualifiedErrorId.Split(',')[0] }"));
    }

    [Fact]
    public void A_rule_of_the_other_cmdlet_is_a_warning()
    {
        const string Named = "New-PolicyTier a -Order 1 | ";
        Assert.Contains("Test-PolicyEfficiency", Assert.Single(_engine.Run(Named + "Test-Policy -IncludeRule CP1001").Warnings), StringComparison.Ordinal);
        Assert.Contains("Test-Policy", Assert.Single(_engine.Run(Named + "Test-PolicyEfficiency -IncludeRule GlobalSetFromNamespaced").Warnings), StringComparison.Ordinal);
        Assert.Empty(_engine.Run(Named + "Test-Policy -IncludeRule CP*, CP0001 -ExcludeRule CP1001").Warnings);
        Assert.DoesNotContain("CP1001", _engine.Completions("Test-Policy -IncludeRule CP"));
        Assert.Contains("CP1001", _engine.Completions("Test-PolicyEfficiency -IncludeRule CP"));
        Assert.Contains("CP3001", _engine.Completions("Get-PolicyEfficiencyRule CP"));
    }

    [Theory]
    [InlineData("New-PolicyTier a -Order 1 | Test-Policy -IncludeRule $null -ExcludeRule $null")]
    [InlineData("New-GlobalNetworkSet a -Net $null -Domain @($null)")]
    [InlineData("'192.0.2.1', $null | New-GlobalNetworkSet a")]
    [InlineData("New-GlobalNetworkSet a -Net 192.0.2.1, $null")]
    [InlineData("New-NetworkPolicy a -Namespace b -Type $null -Ingress @($null) -PerformanceHint @($null)")]
    [InlineData("New-PolicyPeer -Net @($null) -Port @($null) -Domain @($null)")]
    [InlineData("New-HostEndpoint h -Node n -InterfaceName eth0 -ExpectedIP @($null) -Profile @($null)")]
    [InlineData("New-GlobalNetworkSet a -Net 192.0.2.1 | Edit-NetworkSet -AddNet $null -RemoveNet @($null, '192.0.2.1') -AddDomain @($null)")]
    [InlineData("Get-PolicyEfficiencyRule -Id CP1001, $null")]
    public void Null_is_nothing(string command) => Assert.Empty(_engine.Run(command).Errors);

    [Theory]
    [InlineData("New-PolicyTier a -Order ([double]::PositiveInfinity)")]
    [InlineData("New-NetworkPolicy a -Namespace b -Order NaN")]
    public void An_order_is_a_number(string command) => Assert.Single(_engine.Run(command).Errors);

    [Fact]
    public void The_table_names_the_object_and_shows_severity_rule_line_and_message()
    {
        var printed = _engine.Printed("Import-Policy ./policies -Recurse | Test-Policy");
        Assert.Matches(@"Object: NetworkPolicy shop/application\.payments in payments\.yaml", printed);
        Assert.Matches(@"Severity\s+Rule\s+Line\s+Message\n[- ]+\nHigh\s+CP3002\s+25\s+\S", printed);
        Assert.DoesNotContain('\u001b', printed);
    }

    public void Dispose() => _engine.Dispose();
}
