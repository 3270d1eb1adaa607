using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Optimize-Policy; what is rewritten is tested with Core.</summary>
public sealed class OptimizePolicyTests : IDisposable
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        status: {phase: Running, podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db}}
        status: {phase: Running, podIP: 10.0.0.2}

        """;

    private const string Own = "New-GlobalNetworkPolicy allow -Selector 'all()' -Ingress (New-PolicyRule Allow TCP -Destination \"app == 'db'\"), (New-PolicyRule Allow UDP -Destination \"app == 'db'\")";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public OptimizePolicyTests()
    {
        _engine = new(_folder.Place);
        _folder.Write("pods.yaml", Pods);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_result_is_a_resource_with_what_is_known_of_it()
    {
        Assert.Equal(
            ["GlobalNetworkPolicy allow ProvenOnSnapshot 12 4 SplitGlobal", "GlobalNetworkPolicy allow-db ProvenOnSnapshot  6 SplitGlobal"],
            _engine.Texts($"{Own} | Optimize-Policy -Snapshot ./pods.yaml -Complete -Rewrite SplitGlobal | ForEach-Object {{ \"$($_.Kind) $($_.Name) $($_.Equivalence) $($_.RenderedBefore) $($_.RenderedAfter) $($_.Rewrites)\" }}"));
    }

    [Fact]
    public void What_was_piped_stays_as_it_was()
    {
        Assert.Equal("False True", _engine.Text($"$p = {Own}; $made = $p | Optimize-Policy; \"$($null -ne $p.psobject.Properties['Rewrites']) $($null -ne $made.psobject.Properties['Rewrites'])\""));
    }

    [Fact]
    public void Files_alone_prove_nothing_of_a_cluster_unless_they_are_all_that_there_is()
    {
        Assert.Equal("1", _engine.Text($"@(@({Own}) + @(Import-Policy ./pods.yaml) | Optimize-Policy -Rewrite SplitGlobal -WarningAction SilentlyContinue | Where-Object Kind -EQ GlobalNetworkPolicy).Count"));
        Assert.Equal("2", _engine.Text($"@(@({Own}) + @(Import-Policy ./pods.yaml) | Optimize-Policy -Rewrite SplitGlobal -Complete | Where-Object Kind -EQ GlobalNetworkPolicy).Count"));
    }

    [Fact]
    public void What_was_not_done_is_counted_in_one_warning_and_named_in_detail()
    {
        Assert.Equal(
            "Not done, since it is not proven that nothing changes: 1 PushDownSelector. -Verbose tells what they would change, a -Snapshot may prove them, and -AllowChange does them.",
            _engine.Text($"$null = {Own} | Optimize-Policy -Snapshot ./pods.yaml -Complete -Rewrite PushDownSelector -WarningVariable w -WarningAction SilentlyContinue; $w"));
        Assert.Contains("shop/web", string.Join('\n', _engine.Texts($"{Own} | Optimize-Policy -Snapshot ./pods.yaml -Complete -Rewrite PushDownSelector -WarningAction SilentlyContinue -Verbose 4>&1 | Where-Object {{ $_ -is [System.Management.Automation.VerboseRecord] }} | ForEach-Object Message")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_rewrite_has_is_warned_of()
    {
        Assert.StartsWith("No rewrite has the name 'Splt'. There are ", _engine.Text($"$null = {Own} | Optimize-Policy -Rewrite Splt -WarningVariable w -WarningAction SilentlyContinue; $w"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_alone_has_its_policies_rewritten()
    {
        Assert.Equal(
            "allow allow-db",
            _engine.Text($"{Own} | Export-Policy ./allow.yaml; $made = Import-PolicySnapshot ./pods.yaml, ./allow.yaml -Complete | Optimize-Policy -Rewrite SplitGlobal; \"$($made.Name)\""));
    }
}
