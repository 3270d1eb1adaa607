using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Test-PolicyEfficiency with a snapshot around what it judges.</summary>
public sealed class TestPolicyEfficiencyTests : IDisposable
{
    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-1, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1}
        status: {phase: Running, podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db-1, namespace: shop, labels: {app: db}}
        spec: {nodeName: n1}
        status: {phase: Running, podIP: 10.0.0.2}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: old, namespace: shop}
        spec: {selector: app == 'gone', types: [Ingress]}
        """;

    private const string New = "New-NetworkPolicy new -Namespace shop -Selector \"app == 'weeb'\" -Type Ingress";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public TestPolicyEfficiencyTests()
    {
        _folder.Write("cluster.yaml", Cluster);
        _engine = new(_folder.Place);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_resources_the_snapshots_own_are_judged()
    {
        foreach (var judge in (string[])["Test-PolicyEfficiency -Snapshot ./cluster.yaml", "Import-PolicySnapshot ./cluster.yaml | Test-PolicyEfficiency", "Test-PolicyEfficiency (Import-PolicySnapshot ./cluster.yaml)"])
            Assert.Equal(["CP1010 old cluster.yaml 20"], _engine.Texts($"{judge} -IncludeRule CP1010 | ForEach-Object {{ \"$($_.RuleId) $($_.Name) $([IO.Path]::GetFileName($_.File)) $($_.Line)\" }}"));
    }

    [Fact]
    public void Resources_are_judged_with_the_snapshot_around_them()
    {
        Assert.Equal(["new"], _engine.Texts($"({New} | Test-PolicyEfficiency -Snapshot ./cluster.yaml -IncludeRule CP1010).Name"));
        Assert.Contains("web is there", _engine.Text($"({New} | Test-PolicyEfficiency -Snapshot ./cluster.yaml -IncludeRule CP1010).Message"), StringComparison.Ordinal);
        Assert.Equal(["new"], _engine.Texts($"((Import-PolicySnapshot ./cluster.yaml), ({New}) | Test-PolicyEfficiency -IncludeRule CP1010).Name"));
        Assert.Empty(_engine.Output($"{New} | Test-PolicyEfficiency -IncludeRule CP1010"));

        // In place of the one that the cluster has, and without the others of the cluster.
        Assert.Equal("True", _engine.Text("New-NetworkPolicy old -Namespace shop -Selector \"app == 'web'\" -Type Ingress | Test-PolicyEfficiency -Snapshot ./cluster.yaml -IncludeRule CP1010 -Quiet"));
        const string Copies = "$p = 'a', 'b' | ForEach-Object { New-NetworkPolicy x -Namespace $_ -Type Egress }; ";
        _folder.Write("more.yaml", Cluster + "\n---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: x, namespace: shop}\nspec: {types: [Egress]}\n");
        Assert.Equal(["x"], _engine.Texts(Copies + "($p | Test-PolicyEfficiency -Snapshot ./more.yaml -IncludeRule CP1004).Name"));
        Assert.Empty(_engine.Output(Copies + "$p | Test-PolicyEfficiency -Snapshot ./more.yaml -IncludeRule CP1004 -ReplacePolicy"));
    }

    [Fact]
    public void Each_of_several_snapshots_is_asked()
    {
        _folder.Write("other.yaml", Cluster.Replace("app: db", "app: weeb", StringComparison.Ordinal));
        Assert.Equal("1", _engine.Text($"@({New} | Test-PolicyEfficiency -Snapshot (Import-PolicySnapshot ./cluster.yaml), (Import-PolicySnapshot ./other.yaml) -IncludeRule CP1010).Count"));
    }

    [Fact]
    public void What_could_not_be_read_does_not_pass()
    {
        // A snapshot that a user without rights on pods took: no selector of endpoints is said to pick nothing.
        const string Unread = """
            $gap = [CalicoPolicy.Core.Snapshots.SnapshotGap]::new('Pod', [NullString]::Value, [NullString]::Value, 'forbidden')
            $options = [CalicoPolicy.Core.Snapshots.SnapshotOptions]::new()
            $options.GetType().GetProperty('Gaps').SetValue($options, [CalicoPolicy.Core.Snapshots.SnapshotGap[]]@($gap))
            $s = [CalicoPolicy.Core.Snapshots.PolicySnapshot]::Of([CalicoPolicy.Core.Resources.Resource[]]@(Import-Policy ./cluster.yaml), $options, [Threading.CancellationToken]::None)

            """;
        var result = _engine.Run(Unread + "$s | Test-PolicyEfficiency -IncludeRule CP1010 -Quiet");
        Assert.Equal("False", Assert.Single(result.Output).ToString());
        Assert.Contains("Pod objects were not read: forbidden", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("NothingToJudge", _engine.Text(Unread + "try { $s | Test-PolicyEfficiency -IncludeRule CP1010 -FailOn High } catch { $_.FullyQualifiedErrorId.Split(',')[0] }"));
    }

    [Fact]
    public void What_is_no_input_and_nothing_at_all_are_errors()
    {
        Assert.StartsWith("InputNotResource", _engine.Error("1 | Test-PolicyEfficiency -Snapshot ./cluster.yaml").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("nothing to judge", Assert.Single(_engine.Run("Test-PolicyEfficiency").Warnings), StringComparison.Ordinal);
        Assert.Equal("NothingToJudge", _engine.Text("try { Test-PolicyEfficiency -FailOn High } catch { $_.FullyQualifiedErrorId.Split(',')[0] }"));
    }

    [Fact]
    public void A_change_is_shown_as_a_difference_with_its_saving()
    {
        const string Find = """
            $rules = '192.0.2.25/32', '198.51.100.25/32' | ForEach-Object { New-PolicyRule Allow TCP -Destination @{ Net = $_; Port = 587 } }
            $f = New-NetworkPolicy mailer -Namespace mail -Selector "app == 'mailer'" -Egress $rules | Test-PolicyEfficiency -IncludeRule CP1013 -SuggestChange

            """;
        Assert.Equal(
            ["--- NetworkPolicy mail/mailer", "+++ NetworkPolicy mail/mailer", "-  - action: Allow"],
            _engine.Texts(Find + "$f.SuggestedChange.Difference -split \"`n\" | Where-Object { $_ -match '^([-+]{3} |-  - action)' }"));
        var table = _engine.Printed(Find + "$f", columns: 100);
        Assert.Contains("Saves: ", table, StringComparison.Ordinal);
        Assert.Contains("--- NetworkPolicy mail/mailer", table, StringComparison.Ordinal);
        Assert.DoesNotContain("--- NetworkPolicy", _engine.Printed(Find.Replace(" -SuggestChange", "", StringComparison.Ordinal) + "$f", columns: 100), StringComparison.Ordinal);
    }
}
