using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Measure-PolicyCoverage and Test-PolicyCoverage; what each column and rule says is tested with Core.</summary>
public sealed class PolicyCoverageTests : IDisposable
{
    private const string Web = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 3
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}

        """;

    private const string Deny = "New-NetworkPolicy deny -Namespace shop -Selector 'all()' -Type Ingress, Egress";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public PolicyCoverageTests()
    {
        _engine = new(_folder.Place);
        _folder.Write("web.yaml", Web);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_row_has_flat_columns_to_filter_by()
    {
        Assert.Equal("Workload shop Deployment web 3 No No Allow Yes Maybe", _engine.Text("""
            $r = Measure-PolicyCoverage -Snapshot ./web.yaml
            "$($r.Category) $($r.Namespace) $($r.Kind) $($r.Name) $($r.Count) $($r.IngressProtected) $($r.EgressProtected) $($r.EgressDefault) $($r.EgressToDns) $(($r | Where-Object IngressProtected -EQ No) ? 'Maybe' : '')"
            """));
    }

    [Fact]
    public void The_pipeline_lies_over_the_snapshot()
    {
        Assert.Equal("Yes Deny deny", _engine.Text($"$r = {Deny} | Measure-PolicyCoverage shop -Snapshot ./web.yaml; \"$($r.IngressProtected) $($r.IngressDefault) $($r.AppliedPolicies.Name)\""));
        Assert.Equal("Yes", _engine.Text($"(({Deny}), (Import-Policy ./web.yaml) | Measure-PolicyCoverage).EgressProtected.ToString()"));
        Assert.Empty(_engine.Output("Measure-PolicyCoverage other -Snapshot ./web.yaml"));
    }

    [Fact]
    public void Several_snapshots_are_judged_each_by_itself()
    {
        _folder.Write("db.yaml", Web.Replace("web", "db", StringComparison.Ordinal));
        Assert.Equal(["web", "db"], _engine.Texts("(Import-PolicySnapshot ./web.yaml), (Import-PolicySnapshot ./db.yaml) | Measure-PolicyCoverage | ForEach-Object Name"));
        Assert.Equal(["CP2201", "CP2202", "CP2201", "CP2202"], _engine.Texts("(Test-PolicyCoverage -Snapshot (Import-PolicySnapshot ./web.yaml), (Import-PolicySnapshot ./db.yaml)).RuleId"));
    }

    [Fact]
    public void A_finding_names_the_workload_with_file_and_line() => Assert.Equal(
        ["CP2201 NoIngressPolicy High Deployment shop web web.yaml 5", "CP2202 NoEgressPolicy High Deployment shop web web.yaml 5"],
        _engine.Texts("Test-PolicyCoverage -Snapshot ./web.yaml | ForEach-Object { \"$($_.RuleId) $($_.RuleName) $($_.Severity) $($_.Kind) $($_.Namespace) $($_.Name) $([IO.Path]::GetFileName($_.File)) $($_.Line)\" }"));

    [Fact]
    public void Quiet_is_true_only_of_what_was_looked_at()
    {
        Assert.Equal("True", _engine.Text($"{Deny} | Test-PolicyCoverage -Snapshot ./web.yaml -Quiet -MinimumSeverity Medium"));
        Assert.Equal("False", _engine.Text($"{Deny} | Test-PolicyCoverage -Snapshot ./web.yaml -Quiet"));
        Assert.Equal("True", _engine.Text($"({Deny}), (Import-Policy ./web.yaml) | Test-PolicyCoverage -Complete -Quiet -MinimumSeverity Medium"));

        // Neither a snapshot nor all that there is; no workload.
        var part = _engine.Run($"({Deny}), (Import-Policy ./web.yaml) | Test-PolicyCoverage -Quiet");
        Assert.Equal("False", Assert.Single(part.Output).ToString());
        Assert.Contains("Nothing was judged", Assert.Single(part.Warnings), StringComparison.Ordinal);
        Assert.Equal("False", _engine.Text($"{Deny} | Test-PolicyCoverage -Complete -Quiet -WarningAction SilentlyContinue"));
        Assert.Equal("NothingToJudge", _engine.Text($"try {{ {Deny} | Test-PolicyCoverage -FailOn High }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}"));
    }

    [Fact]
    public void What_is_not_known_does_not_pass()
    {
        // Whether the namespace has the label is not said anywhere.
        const string Policy = "New-GlobalNetworkPolicy deny -NamespaceSelector \"zone == 'x'\" -Type Ingress, Egress";
        _folder.Write("lone.yaml", Web[Web.IndexOf("apiVersion: apps", StringComparison.Ordinal)..]);
        Assert.Equal("False", _engine.Text($"{Policy} | Test-PolicyCoverage -Snapshot ./lone.yaml -IncludeRule CP2201 -Quiet"));
        Assert.Contains("not known", _engine.Text($"({Policy} | Test-PolicyCoverage -Snapshot ./lone.yaml -IncludeRule CP2201).Message"), StringComparison.Ordinal);
        Assert.Equal("Uncertain Maybe", _engine.Text($"$r = {Policy} | Measure-PolicyCoverage -Snapshot ./lone.yaml; \"$($r.IngressProtected) $($r.IngressFromInternet)\""));
        Assert.Equal("PolicyFindingFound", _engine.Text($"try {{ {Policy} | Test-PolicyCoverage -Snapshot ./lone.yaml -FailOn High | Out-Null }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}"));
    }

    [Fact]
    public void Rules_severities_settings_and_baselines_are_as_of_the_others()
    {
        Assert.Equal(["CP2202"], _engine.Texts("(Test-PolicyCoverage -Snapshot ./web.yaml -ExcludeRule NoIngress*).RuleId"));
        Assert.Empty(_engine.Output("Test-PolicyCoverage -Snapshot ./web.yaml -MinimumSeverity Error"));
        Assert.Equal(["CP2201", "CP2202"], _engine.Texts("(Test-PolicyCoverage -Snapshot ./web.yaml -Preset Security).RuleId"));
        Assert.Empty(_engine.Output("Test-PolicyCoverage -Snapshot ./web.yaml -Preset Performance"));
        _engine.Output("Test-PolicyCoverage -Snapshot ./web.yaml -IncludeRule CP2201 | Export-PolicyFinding ./known.sarif");
        Assert.Equal(["CP2202"], _engine.Texts("(Test-PolicyCoverage -Snapshot ./web.yaml -Baseline ./known.sarif).RuleId"));
        _folder.Write(".calicopolicy.yaml", "rules:\n  CP2201: Off\n  NoEgressPolicy: Low\n");
        Assert.Equal(["CP2202 Low"], _engine.Texts("Test-PolicyCoverage -Snapshot ./web.yaml | ForEach-Object { \"$($_.RuleId) $($_.Severity)\" }"));
        Assert.Contains("Test-PolicyEfficiency", Assert.Single(_engine.Run("Test-PolicyCoverage -Snapshot ./web.yaml -IncludeRule CP2203").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_can_put_up_with_a_rule()
    {
        _folder.Write("web.yaml", Web.Replace("{name: web, namespace: shop}", "{name: web, namespace: shop, annotations: {calicopolicy.io/ignore: CP2202 a proxy; CP2205 old}}", StringComparison.Ordinal));
        Assert.Equal(["CP0001", "CP2201"], _engine.Texts("(Test-PolicyCoverage -Snapshot ./web.yaml).RuleId").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_no_input_is_an_error_each_and_nothing_at_all_ends_the_command()
    {
        Assert.StartsWith("InputNotResource", _engine.Error("1 | Test-PolicyCoverage -Snapshot ./web.yaml").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SnapshotMissing", _engine.Error("Test-PolicyCoverage").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SnapshotMissing", _engine.Error("Measure-PolicyCoverage").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_its_rules_and_the_snapshots_words()
    {
        Assert.Equal(["CP2201", "CP2202", "CP2204", "CP2205"], _engine.Completions("Test-PolicyCoverage -IncludeRule CP2"));
        Assert.Equal(["shop"], _engine.Completions("Measure-PolicyCoverage -Snapshot ./web.yaml -Namespace "));
    }
}
