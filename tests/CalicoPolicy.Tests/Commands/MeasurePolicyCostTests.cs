using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Measure-PolicyCost; what is counted is tested with Core.</summary>
public sealed class MeasurePolicyCostTests : IDisposable
{
    private const string Web = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}

        """;

    private const string Allow = "New-GlobalNetworkPolicy allow -Type Ingress -Ingress (New-PolicyRule Allow -Protocol TCP -Destination \"app == 'db'\")";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public MeasurePolicyCostTests()
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
    public void The_total_comes_first_then_the_policies()
    {
        Assert.Equal(
            ["CostReport Iptables 4 6 2 2", "PolicyCost allow 2 2 1 2 0.25"],
            _engine.Texts($$"""
                {{Allow}} | Measure-PolicyCost -Snapshot ./web.yaml -Complete | ForEach-Object {
                    $name = $_.GetType().Name
                    if ($name -eq 'CostReport') { "$name $($_.Dataplane) $($_.IPFamilies) $($_.Rendered) $($_.Wasted)" }
                    else { "$name $($_.Name) $($_.Rendered) $($_.Wasted) $($_.Endpoints) $($_.IPSets) $($_.Latency.Least)" }
                }
                """));
        Assert.Equal("n1 web", _engine.Text($"$c = {Allow} | Measure-PolicyCost -Snapshot ./web.yaml -Top 0; \"$($c.Nodes.Node) $($c.Endpoints.Name)\""));
    }

    [Fact]
    public void Options_are_counted()
    {
        Assert.Equal("1", _engine.Text($"({Allow} | Measure-PolicyCost -Snapshot ./web.yaml -Top 0 -IPFamily 6).Rendered"));
        Assert.Equal("4", _engine.Text($"({Allow} | Measure-PolicyCost -Snapshot ./web.yaml -Top 0 -FlowLogs).Rendered"));
        Assert.Equal("instructions 0 Nftables", _engine.Text($"$c = {Allow} | Measure-PolicyCost -Snapshot ./web.yaml -Top 0 -Dataplane Bpf; \"$($c.Unit) $($c.Rules) $((Measure-PolicyCost -Snapshot ./web.yaml -Dataplane Nftables).Dataplane)\""));
        Assert.StartsWith("ParameterArgumentValidationError", _engine.Error("Measure-PolicyCost -Snapshot ./web.yaml -IPFamily 5").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_show_both_and_assumptions_are_told_on_demand()
    {
        var text = _engine.Printed($"{Allow} | Measure-PolicyCost -Snapshot ./web.yaml -Complete", columns: 100);
        Assert.Contains("in vain (", text, StringComparison.Ordinal);
        Assert.Contains("100%", text, StringComparison.Ordinal);
        Assert.Contains("instructions", _engine.Printed($"{Allow} | Measure-PolicyCost -Snapshot ./web.yaml -Dataplane Bpf", columns: 100), StringComparison.Ordinal);
        Assert.Contains("n1", _engine.Printed("(Measure-PolicyCost -Snapshot ./web.yaml).Nodes", columns: 100), StringComparison.Ordinal);
        Assert.Contains("shop/web", _engine.Printed("(Measure-PolicyCost -Snapshot ./web.yaml).Endpoints", columns: 100), StringComparison.Ordinal);
        _folder.Write("t.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: t}\nspec: {template: {}}\n");
        Assert.Contains("node of its own", _engine.Text("(Measure-PolicyCost -Snapshot ./t.yaml -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }) -join ' '"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_ask_ends_the_command() =>
        Assert.StartsWith("SnapshotMissing", _engine.Error("Measure-PolicyCost").FullyQualifiedErrorId, StringComparison.Ordinal);
}
