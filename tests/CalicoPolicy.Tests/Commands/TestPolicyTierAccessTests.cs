using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Test-PolicyTierAccess; what each rule and column says is tested with Core.</summary>
public sealed class TestPolicyTierAccessTests : IDisposable
{
    private const string Roles = """
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: security}
        spec: {order: 100}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: movers}
        rules: [{apiGroups: [projectcalico.org], resources: [tiers], verbs: [get, update, delete]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: movers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: movers}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: movers}, {kind: ServiceAccount, namespace: kube-system, name: op}]

        """;

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public TestPolicyTierAccessTests()
    {
        _engine = new(_folder.Place);
        _folder.Write("roles.yaml", Roles);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_finding_names_the_role_with_file_and_line_and_who_has_it() => Assert.Equal(
        ["CP6001 TierWrite High ClusterRole movers $.rules[0].verbs roles.yaml 9 group:movers", "CP6010 TierDelete Medium ClusterRole movers $.rules[0].verbs roles.yaml 9 group:movers"],
        _engine.Texts("Test-PolicyTierAccess -Snapshot ./roles.yaml | ForEach-Object { \"$($_.RuleId) $($_.RuleName) $($_.Severity) $($_.Kind) $($_.Name) $($_.JsonPath) $([IO.Path]::GetFileName($_.File)) $($_.Line) $($_.Message.Split(' ')[0])\" }"));

    [Fact]
    public void The_system_counts_where_asked_for()
    {
        Assert.Equal(["group:movers"], _engine.Texts("(Test-PolicyTierAccess -Snapshot ./roles.yaml -Access).Subject").Distinct());
        Assert.Equal(["group:movers", "serviceaccount:kube-system/op"], _engine.Texts("(Test-PolicyTierAccess -Snapshot ./roles.yaml -Access -IncludeSystem).Subject").Distinct());
        _folder.Write("long.yaml", Roles.Replace("name: op}", "name: operator-of-the-cluster}", StringComparison.Ordinal));
        Assert.Contains("sa:kube-system/operator-of-the-cluster ", _engine.Printed("Test-PolicyTierAccess -Snapshot ./long.yaml -Access -IncludeSystem"), StringComparison.Ordinal);
        Assert.Contains("serviceaccount:kube-system/op", _engine.Text("(Test-PolicyTierAccess -Snapshot ./roles.yaml -IncludeRule CP6001 -IncludeSystem).Message"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_seen_does_not_pass()
    {
        const string Fine = "New-PolicyTierRole security Editor -Subject secops";
        Assert.Equal("True", _engine.Text($"{Fine} | Test-PolicyTierAccess -Quiet"));

        // A role that is not there; no binding at all; a snapshot with a gap.
        var lone = _engine.Run($"({Fine})[1] | Test-PolicyTierAccess -Quiet");
        Assert.Equal("False", Assert.Single(lone.Output).ToString());
        Assert.Contains("ClusterRole tier-security-editor, which is not known", Assert.Single(lone.Warnings), StringComparison.Ordinal);
        Assert.Equal("True", _engine.Text($"({Fine})[1] | Test-PolicyTierAccess -Complete -Quiet"));
        Assert.Equal("False", _engine.Text("New-PolicyTier a | Test-PolicyTierAccess -Quiet -WarningAction SilentlyContinue"));
        Assert.Equal("NothingToJudge", _engine.Text("try { New-PolicyTier a | Test-PolicyTierAccess -FailOn High } catch { $_.FullyQualifiedErrorId.Split(',')[0] }"));
        Assert.Equal("False gap", _engine.Text($$"""
            $options = [CalicoPolicy.Core.Snapshots.SnapshotOptions]::new()
            $gap = [CalicoPolicy.Core.Snapshots.SnapshotGap]::new('RoleBinding', $null, $null, 'no.')
            $options.GetType().GetProperty('Gaps').SetValue($options, [CalicoPolicy.Core.Snapshots.SnapshotGap[]]@($gap))
            $snapshot = [CalicoPolicy.Core.Snapshots.PolicySnapshot]::Of([CalicoPolicy.Core.Resources.Resource[]]@({{Fine}}), $options, [Threading.CancellationToken]::None)
            $quiet = Test-PolicyTierAccess -Snapshot $snapshot -Quiet -WarningVariable w -WarningAction SilentlyContinue
            "$quiet $(if ("$w" -like '*RoleBinding objects*were not read*') { 'gap' })"
            """));
    }

    [Fact]
    public void Listing_judges_nothing()
    {
        Assert.StartsWith("AccessIsNoJudgement", _engine.Error("Test-PolicyTierAccess -Snapshot ./roles.yaml -Access -Quiet").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("AccessIsNoJudgement", _engine.Error("Test-PolicyTierAccess -Snapshot ./roles.yaml -Access -FailOn High").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_can_put_up_with_a_rule_and_settings_apply()
    {
        _folder.Write("roles.yaml", Roles.Replace("{name: movers}\nrules", "{name: movers, annotations: {calicopolicy.io/ignore: CP6001 network operations}}\nrules", StringComparison.Ordinal));
        Assert.Equal(["CP6010"], _engine.Texts("(Test-PolicyTierAccess -Snapshot ./roles.yaml).RuleId"));
        Assert.Equal(["CP6010"], _engine.Texts("(Test-PolicyTierAccess -Snapshot (Import-PolicySnapshot ./roles.yaml)).RuleId"));
        _folder.Write(".calicopolicy.yaml", "rules:\n  CP6010: Off\n");
        Assert.Equal("True", _engine.Text("Test-PolicyTierAccess -Snapshot ./roles.yaml -Quiet"));
        Assert.Empty(_engine.Output("Test-PolicyTierAccess -Snapshot ./roles.yaml -Preset Performance -NoSettings"));
    }

    [Fact]
    public void Tab_offers_the_rules() => Assert.Equal(
        Enumerable.Range(6001, 10).Select(number => $"CP{number}"), _engine.Completions("Test-PolicyTierAccess -IncludeRule CP6"));
}
