using System.Globalization;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>
/// In random clusters with random changes the guard refuses just what the specification read naively says is lost: each pod by itself,
/// without classes.
/// </summary>
public class LockoutGuardProperties(ITestOutputHelper output)
{
    private static readonly Pod Dns = new()
    {
        Metadata = new() { Name = "dns", Namespace = "kube-system", Labels = LabelMap.Of([new("k8s-app", "kube-dns"), new("app", "web")]) },
        NodeName = "n1",
        Phase = "Running",
        IPs = ["10.0.0.9", "fd00::9"],
    };

    private static readonly EndpointSlice Api = new()
    {
        Metadata = new() { Name = "kubernetes", Namespace = "default", Labels = LabelMap.Of([new(EndpointSlice.ServiceLabel, "kubernetes")]) },
        AddressType = "IPv4",
        Endpoints = [new() { Addresses = ["203.0.113.7"] }],
        Ports = [new() { Port = 443 }],
    };

    [Fact]
    public void The_guard_refuses_what_is_lost_and_nothing_else()
    {
        var (clusters, refused, passed, cautious, already) = (0, 0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(1500); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (Cluster(seed) is not var (before, after, dice)) continue;
            var lost = Lost(before, after);
            var found = LockoutGuard.Check(SnapshotOf(before), SnapshotOf(after), new() { OwnFlows = Own }, TestContext.Current.CancellationToken)
                .Where(lockout => lockout.Namespaces.Count > 0 || lockout.Family.StartsWith("own:", StringComparison.Ordinal)).ToList();
            clusters++;
            foreach (var family in (string[])["dns", "api-server", "own:web", "own:from-host", "own:to-host"])
            {
                var expected = lost.Where(flow => flow.Family == family).ToList();
                var actual = found.Where(lockout => lockout.Family == family).ToList();
                var mustRefuse = expected.Exists(flow => flow.Before != Verdict.Deny && flow.After == Verdict.Deny) || expected.Exists(flow => flow is { Before: Verdict.Allow, After: Verdict.Uncertain });
                var refuses = actual.Exists(lockout => lockout.Refuses);
                var text = $"Seed {seed}, {family}: expected {string.Join("; ", expected)}, found {string.Join("; ", actual.Select(one => $"{one}: {one.Reason}"))}";
                Assert.True(!mustRefuse || refuses, text);

                // The endpoints that are cut for certain, one by one.
                if (family is "dns" or "api-server" or "own:web") Assert.Equal(
                    expected.Where(flow => flow is { Before: Verdict.Allow, After: Verdict.Deny }).Select(flow => flow.Name).Distinct().Order(StringComparer.Ordinal),
                    actual.Where(lockout => lockout is { Cause: LockoutCause.Cut, Before: Verdict.Allow }).SelectMany(lockout => lockout.Endpoints).Distinct().Order(StringComparer.Ordinal));
                if (!mustRefuse && refuses && !expected.Exists(flow => flow.After == Verdict.Uncertain))
                {
                    Assert.All(actual.Where(lockout => lockout.Refuses), lockout => Assert.True(lockout.Cause == LockoutCause.Uncertain, text));
                    cautious++;
                }

                already += actual.Exists(lockout => lockout.Cause == LockoutCause.AlreadyCut) ? 1 : 0;
                refused += refuses ? 1 : 0;
                passed += refuses ? 0 : 1;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clusters} clusters: {refused} families refused, {passed} passed, {cautious} refused without need; {already} lost already."));
        Assert.InRange(refused, clusters / 10, clusters * 5);
        Assert.InRange(passed, clusters / 10, clusters * 5);
        Assert.InRange(cautious, 0, clusters / 20);
    }

    private static OwnLifeline[] Own { get; } =
    [
        new("web", new() { Selector = "app == 'web'" }, new() { Selector = "app == 'db'" }, Protocol.Tcp, 80),
        new("from-host", new() { Host = "h1" }, new() { Selector = "app == 'db'" }, Protocol.Tcp, 80), new("to-host", new() { Selector = "app == 'web'" }, new() { Host = "h1" }, Protocol.Tcp, 8080),
    ];

    /// <summary>A cluster of which everything is known, and the same after some policies went and others came; null where interfaces of hosts leave things open.</summary>
    private static (IReadOnlyList<Resource> Before, IReadOnlyList<Resource> After, Dice Dice)? Cluster(int seed)
    {
        var (resources, _, isOpen, dice) = RandomCase.Cluster(seed);
        if (isOpen || !resources.OfType<HostEndpoint>().All(host => host.InterfaceName == "*")) return null;
        var all = resources.Append(new Namespace { Metadata = new() { Name = "kube-system" } }).Append(Dns).Append(Api).ToList();
        return (Without(all, dice), Without(all, dice), dice);
    }

    private static List<Resource> Without(List<Resource> resources, Dice dice) =>
        [.. resources.Where(resource => resource is not (TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy or AddressSet) || !dice.OneIn(3))];

    private static PolicySnapshot SnapshotOf(IReadOnlyList<Resource> resources) => PolicySnapshot.Of(resources, new() { IsComplete = true }, TestContext.Current.CancellationToken);

    private static List<(string Family, string Name, Verdict Before, Verdict After)> Lost(IReadOnlyList<Resource> before, IReadOnlyList<Resource> after)
    {
        var lost = new List<(string, string, Verdict, Verdict)>();
        var (was, now) = (Judge(before), Judge(after));
        foreach (var (family, flow) in Flows(before)) lost.Add((family, $"{flow.Source.Endpoint!.Namespace}/{flow.Source.Endpoint.Name}", was(flow), now(flow)));
        return lost;
    }

    private static Func<PlainFlow, Verdict> Judge(IReadOnlyList<Resource> resources)
    {
        var engine = Agreement.Compile(new(resources, IsComplete: true, PolicyView.Enforced, null!));
        var cluster = new PlainCluster(resources, isComplete: true, PolicyView.Enforced);
        return flow => Agreement.Of(new(resources, IsComplete: true, PolicyView.Enforced, flow), engine, cluster).Reference;
    }

    private static IEnumerable<(string Family, PlainFlow Flow)> Flows(IReadOnlyList<Resource> resources)
    {
        var pods = resources.OfType<Pod>().Where(pod => Parties.Of(pod) is { Blocks.Count: > 0 }).ToList();
        foreach (var pod in pods)
        {
            foreach (var protocol in (Protocol[])[Protocol.Udp, Protocol.Tcp])
            {
                if (pod != Dns) yield return ("dns", Flow(pod, new(Dns, null, null), protocol, 53));
            }

            foreach (var host in resources.OfType<HostEndpoint>().Where(host => host.Name == "h1" && MayTalk(pod, host)))
            {
                if (Is(pod, "db")) yield return ("own:from-host", Flow(host, new(pod, null, null), Protocol.Tcp, 80));
                if (Is(pod, "web")) yield return ("own:to-host", Flow(pod, new(host, null, null), Protocol.Tcp, 8080));
            }

            var isIPv4 = Parties.Of(pod)!.Blocks.Any(block => !Blocks.IsIPv6(block));
            if (isIPv4 && (pod == Dns || pod.ServiceAccountName == "web")) yield return ("api-server", Flow(pod, new(null, System.Net.IPAddress.Parse("203.0.113.7"), null), Protocol.Tcp, 443));
            foreach (var other in pods)
            {
                if (pod == other || !Is(pod, "web") || !Is(other, "db") || !MayTalk(pod, other)) continue;
                yield return ("own:web", Flow(pod, new(other, null, null), Protocol.Tcp, 80));
            }
        }
    }

    // Of both without an address any family may be.
    private static bool MayTalk(Resource one, Resource other)
    {
        var (ofOne, ofOther) = (Parties.Of(one)!.Blocks, Parties.Of(other)!.Blocks);
        return ofOne.Count == 0 || ofOther.Count == 0 || ofOne.Any(block => ofOther.Any(peer => Blocks.IsIPv6(block) == Blocks.IsIPv6(peer)));
    }

    private static bool Is(Pod pod, string app) => pod.Labels.TryGetValue("app", out var value) && value == app;

    private static PlainFlow Flow(Resource source, PlainEnd destination, Protocol protocol, int port) => new(new(source, null, null), destination, protocol) { DestinationPort = port };
}
