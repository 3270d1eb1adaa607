using System.Diagnostics;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>The same policies in each of very many namespaces.</summary>
public sealed class ManyNamespacesTests(ITestOutputHelper output)
{
    private const int Policies = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1400)]
    public void Policies_of_all_namespaces_of_a_cluster_become_one_each(int namespaces)
    {
        var policies = PoliciesOf(namespaces);
        var cluster = PolicySnapshot.Of(Cluster(namespaces), new() { IsComplete = true }, Cancellation);
        var report = Timed(policies, new() { Snapshot = cluster });
        Assert.Equal(Policies, report.Resources.Count);
        Assert.Equal(Equivalence.ProvenOnSnapshot, report.Equivalence);
        Assert.All(report.Resources, made => Assert.Equal("team == 'apps'", ((GlobalPolicy)made.Resource).NamespaceSelector));
    }

    [Theory]
    [InlineData(1400)]
    public void Without_a_cluster_lists_of_names_are_as_long_as_they_may_be_and_proven(int namespaces)
    {
        var report = Timed(PoliciesOf(namespaces), new());
        Assert.Equal(Equivalence.Proven, report.Equivalence);
        Assert.All(report.Resources, made => Assert.InRange(((GlobalPolicy)made.Resource).NamespaceSelector!.Length, 1, 1024));
        Assert.InRange(report.Resources.Count, Policies, namespaces * Policies / 50);
        Assert.Equal(namespaces * Policies, report.Resources.Sum(made => made.From.Count));
    }

    private static List<Resource> PoliciesOf(int namespaces)
    {
        var made = new List<Resource>(namespaces * Policies);
        for (var ns = 0; ns < namespaces; ns++)
        {
            for (var number = 0; number < Policies; number++) made.Add(Policy(ns, number));
        }

        return made;
    }

    /// <summary>The same in each namespace, but for spelling.</summary>
    private static NetworkPolicy Policy(int ns, int number) => new()
    {
        Metadata = new() { Name = $"allow-{number}", Namespace = $"app-{ns:0000}", Labels = LabelMap.Of([new("app-id", $"{ns}")]) },
        Selector = ns % 2 == 0 ? $"app == 'a{number}'" : $"app=='a{number}'",
        Types = [PolicyType.Ingress, PolicyType.Egress],
        Ingress =
        [
            new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Source = new() { NamespaceSelector = "projectcalico.org/name == 'gateway'" }, Destination = new() { Ports = ns % 3 == 0 ? [new(80), new(443)] : [new(443), new(80)] } },
        ],
        Egress = [new() { Action = PolicyAction.Allow, Protocol = Protocol.Udp, Destination = new() { Nets = ["10.96.0.10/32"], Ports = [new(53)] } }],
    };

    private static IEnumerable<Resource> Cluster(int namespaces)
    {
        yield return new Namespace { Metadata = new() { Name = "gateway" } };
        yield return Pod("gateway", "proxy", "10.1.0.1", "proxy");
        for (var ns = 0; ns < namespaces; ns++)
        {
            yield return new Namespace { Metadata = new() { Name = $"app-{ns:0000}", Labels = LabelMap.Of([new("team", "apps"), new("number", $"{ns}")]) } };
            for (var pod = 0; pod < 4; pod++) yield return Pod($"app-{ns:0000}", $"pod-{pod}", $"10.{2 + (ns / 250)}.{ns % 250}.{pod + 1}", $"a{pod}");
        }
    }

    private static Pod Pod(string ns, string name, string address, string app) => new()
    {
        Metadata = new() { Name = name, Namespace = ns, Labels = LabelMap.Of([new("app", app)]) },
        NodeName = "n1",
        Phase = "Running",
        IPs = [address],
    };

    private OptimizationReport Timed(List<Resource> policies, OptimizationOptions options)
    {
        var watch = Stopwatch.StartNew();
        var report = PolicyOptimizer.Optimize(policies, options, Cancellation);
        output.WriteLine($"{policies.Count} policies -> {report.Resources.Count} ({report.Equivalence}) in {watch.Elapsed.TotalSeconds:0.0} s; {report.CostBefore} -> {report.CostAfter}");
        foreach (var refused in report.Refused.Take(3)) output.WriteLine($"{refused.Rewrite} of {refused.Resources.Count}: {refused.Effect} {string.Join("; ", refused.Changes.Take(2))}");
        return report;
    }
}
