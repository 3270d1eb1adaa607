using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Quarantine;

/// <summary>What others lose when pods are quarantined.</summary>
public class QuarantineGuardTests
{
    private static readonly QuarantineTemplate Template = new();

    [Theory]
    [InlineData(QuarantineMeans.Label)]
    [InlineData(QuarantineMeans.Policy)]
    public void Whoever_cuts_off_the_only_dns_server_is_told_who_asks_it(QuarantineMeans means)
    {
        var (problems, _) = Check(means, [], "coredns-0");
        var problem = Assert.Single(problems, problem => problem.Target.StartsWith("dns", StringComparison.Ordinal) && !problem.Target.StartsWith("dns-", StringComparison.Ordinal));
        Assert.Equal(QuarantineFault.CutsOthers, problem.Fault);
        Assert.Contains("kube-system/kube-dns", problem.Message, StringComparison.Ordinal);
        Assert.Contains("-AllowLockout dns", problem.Action, StringComparison.Ordinal);
        Assert.DoesNotContain(problems, problem => problem.Target.StartsWith("dns-upstream", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_allowed_is_noted_and_refuses_nothing()
    {
        var (problems, notes) = Check(QuarantineMeans.Label, ["dns"], "coredns-0");
        Assert.Empty(problems);
        Assert.Contains(notes, note => note.StartsWith("-AllowLockout: dns", StringComparison.Ordinal));
    }

    [Fact]
    public void Pods_that_lose_their_own_lifelines_are_what_a_quarantine_is_for_however_many_they_are()
    {
        var all = ShopCluster.Resources.OfType<Pod>().Where(pod => pod.Namespace == "shop").Select(pod => pod.Name).ToArray();
        Assert.True(all.Length > 10);
        Assert.Empty(Check(QuarantineMeans.Label, [], all).Problems);
        Assert.Empty(Check(QuarantineMeans.Label, [], "orders-0").Problems);
    }

    private static (IReadOnlyList<QuarantineProblem> Problems, IReadOnlyList<string> Notes) Check(QuarantineMeans means, IReadOnlyList<string> allowed, params string[] names)
    {
        var dns = Input.Read("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-system}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: kube-dns, namespace: kube-system}
            spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: coredns-0, namespace: kube-system, labels: {k8s-app: kube-dns}}
            spec: {nodeName: node-1, containers: [{name: c, image: i}]}
            status: {phase: Running, podIP: 10.244.0.250, podIPs: [{ip: 10.244.0.250}]}
            """);
        var kept = ShopCluster.Resources.Where(resource => !dns.Any(one => one.Kind == resource.Kind && one.Name == resource.Name) && resource is not (Pod { Namespace: "kube-system" } or Workload { Namespace: "kube-system" }));
        var snapshot = PolicySnapshot.Of(kept.Concat(dns), new() { Cluster = "shop", IsLive = true, IsComplete = true }, TestContext.Current.CancellationToken);
        var steps = names.Select(name => snapshot.Endpoints.Single(endpoint => endpoint.Name == name)).Select(endpoint =>
        {
            var policy = Template.ToResources().OfType<GlobalNetworkPolicy>().Single();
            if (means == QuarantineMeans.Policy) policy = policy with { Selector = "k8s-app == 'kube-dns'" };
            return new QuarantineStep(new((Pod)endpoint.Resource, endpoint, "Deployment x"), policy, means) { Missing = [.. Template.ToResources().OfType<Tier>(), policy] };
        }).ToList();
        return QuarantineGuard.Check(snapshot, Template, steps, allowed, TestContext.Current.CancellationToken);
    }
}
