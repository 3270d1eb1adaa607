using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

public sealed class GetPolicyConnectivityTests : IDisposable
{
    private readonly PolicyEngine _engine = new(Repository.Path("docs", "examples"));

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("-Snapshot ./shop -Complete")]
    [InlineData("-Snapshot (Import-PolicySnapshot ./shop -Recurse -Complete)")]
    [InlineData("-Snapshot (Import-Policy ./shop -Recurse) -Complete")]
    public void Rows_tell_who_reaches_a_workload(string snapshot) => Assert.Equal(
        ["monitoring/prometheus -> data/orders-db: TCP/9100", "shop/orders, shop/worker -> data/orders-db: TCP/5432"],
        _engine.Texts($"Get-PolicyConnectivity -Workload orders-db -Direction Ingress {snapshot} | ForEach-Object {{ \"$_\" }}"));

    [Fact]
    public void Resources_and_snapshots_are_piped() => Assert.Equal(
        ["2", "2"],
        _engine.Texts("(Import-PolicySnapshot ./shop -Recurse -Complete | Get-PolicyConnectivity -Workload orders-db -Direction Ingress).Count; (Import-Policy ./shop -Recurse | Get-PolicyConnectivity -Workload orders-db -Direction Ingress -Complete).Count"));

    [Fact]
    public void Policies_of_the_pipeline_may_be_all_that_there_are() => Assert.Equal(
        "True",
        _engine.Text("(New-GlobalNetworkPolicy open -Selector 'all()' -Ingress (New-PolicyRule Allow TCP -Destination @{ Port = 80 } -Source 'all()') | Get-PolicyConnectivity -Workload cache -Direction Ingress -ReplacePolicy -Snapshot ./shop -Complete).Source -like 'every workload*'"));

    [Fact]
    public void What_two_clusters_say_is_told_apart() => Assert.Equal(
        ["4"], _engine.Texts("$s = Import-PolicySnapshot ./shop -Recurse -Complete; @($s, $s | Get-PolicyConnectivity -Workload orders-db -Direction Ingress).Count"));

    [Theory]
    [InlineData("-Port 70000", "'70000' is no port and no protocol")]
    [InlineData("-Port web", "'web' is no port and no protocol")]
    [InlineData("-Label 'app =='", "Expected a value")]
    public void Bad_arguments_are_named(string arguments, string message) =>
        Assert.Contains(message, _engine.Run($"Get-PolicyConnectivity -Snapshot ./shop {arguments}").Errors[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_snapshot_without_endpoints_is_a_warning()
    {
        var result = _engine.Run("Get-PolicyConnectivity -Snapshot ./policies");
        Assert.Empty(result.Output);
        Assert.Contains("no endpoint", result.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shopp")]
    [InlineData("-Workload orders-database")]
    [InlineData("-Label \"app == 'none'\"")]
    public void What_nothing_is_asked_for_by_is_a_warning(string arguments)
    {
        var result = _engine.Run($"Get-PolicyConnectivity {arguments} -Snapshot ./shop -Complete");
        Assert.Empty(result.Output);
        Assert.Contains("Its namespaces: data, edge, kube-system", result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_resource_is_passed_over()
    {
        var result = _engine.Run("'a' | Get-PolicyConnectivity -Workload orders-db -Direction Ingress -Snapshot ./shop -Complete");
        Assert.Equal(["InputNotResource"], result.ErrorIds);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Exposure_tells_of_pods_that_do_not_exist_yet() => Assert.Equal(
        ["Outside outside but set blocked", "Cluster all pods of the cluster", "SomePods some pods of monitoring"],
        _engine.Texts("Get-PolicyConnectivity edge -Exposure -Direction Ingress -Snapshot ./shop -Complete | ForEach-Object { \"$($_.Audience) $($_.OpenTo)\" }"));

    [Fact]
    public void A_change_is_seen_in_who_reaches_whom() => Assert.Equal(
        ["Gained: payments/fraud -> data/orders-db: TCP/5432", "Lost: shop/worker -> data/orders-db: TCP/5432"],
        _engine.Texts("Compare-Policy -Semantic -PendingMode Intended -Snapshot ./shop -Complete | ForEach-Object { \"$_\" }"));

    [Fact]
    public void What_only_one_set_has_is_missing_in_the_other() => Assert.Equal(
        ["Lost: shop/cart, shop/catalog -> data/cache: TCP/6379"],
        _engine.Texts("$old = Import-Policy ./shop/policies/data.yaml; $old | Where-Object Name -NE application.cache | Compare-Policy $old -Semantic -Snapshot ./shop -Complete | ForEach-Object { \"$_\" }"));

    [Fact]
    public void Staged_policies_that_are_compared_without_a_mode_are_a_warning() => Assert.Contains(
        "Staged policies change nothing", _engine.Run("Import-Policy ./shop/policies/staged.yaml | Compare-Policy -Semantic -Snapshot ./shop -Complete").Warnings[0], StringComparison.Ordinal);

    [Fact]
    public void A_diagram_has_each_workload_in_its_namespace() => Assert.Equal(
        """
        flowchart LR
          subgraph g0["data"]
            n2["queue"]
          end
          subgraph g1["shop"]
            n0["orders"]
            n1["worker"]
          end
          n0 -->|"TCP/5672"| n2
          n1 -->|"TCP/5672"| n2

        """,
        _engine.Text("Get-PolicyConnectivity -Workload queue -Direction Ingress -Port 5672 -Snapshot ./shop -Complete | ConvertTo-PolicyDiagram"));
}
