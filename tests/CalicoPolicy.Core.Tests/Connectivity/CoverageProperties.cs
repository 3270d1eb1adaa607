using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>What rows of coverage say holds for the traces of flows, in random clusters.</summary>
public class CoverageProperties(ITestOutputHelper output)
{
    private static readonly string[] Public = ["203.0.113.7", "203.0.113.200", "198.51.100.7", "2001:db9::7", "8.8.8.8"];
    private static readonly Protocol[] Protocols = [Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Sctp, new(47)];

    [Fact]
    public void Rows_say_what_traces_show()
    {
        var counts = new Dictionary<PolicyProtection, int>();
        var (defaults, anyone, internet, rest) = (0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(1000); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, isComplete, _, dice) = RandomCase.Cluster(seed);
            var engine = Agreement.Compile(new(resources, isComplete, PolicyView.Enforced, null!));
            var rows = new Dictionary<Resource, CoverageRow>(ReferenceEqualityComparer.Instance);
            foreach (var row in CoverageRows.Of(engine.Snapshot, null, TestContext.Current.CancellationToken))
            {
                foreach (var endpoint in row.Endpoints) rows.Add(endpoint.Resource, row);
            }

            Assert.Equal(engine.Snapshot.Endpoints.Count, rows.Count);
            for (var count = 0; count < 20 && rows.Count > 0; count++)
            {
                var (self, isIngress) = (dice.One(engine.Snapshot.Endpoints), dice.OneIn(2));
                var (other, isPublic) = Other(engine, self, dice);
                if (other is null) continue;
                var flow = isIngress ? new Flow(other, FlowEnd.Of(self), dice.One(Protocols)) : new Flow(FlowEnd.Of(self), other, dice.One(Protocols));
                if (flow.Protocol.HasPorts) flow = flow with { SourcePort = 40000, DestinationPort = dice.One(80, 80, 53, 8080, 443, 40000) };
                var trace = engine.Trace(flow);
                if ((isIngress ? trace.Ingress : trace.Egress) is not { Steps.Count: > 0 } side || !ReferenceEquals(side.Endpoint.Resource, self.Resource)) continue;

                // Hosts on the way are others' coverage.
                if (side.Steps.Any(step => step.Host is not null)) continue;

                var row = rows[self.Resource];
                var covered = row.SideOf(side.Direction);
                var shown = $"Seed {seed}, {flow}: {row}, {covered}\n{string.Join("; ", side.Steps)} ({side.Unknowns})";
                counts[covered.Protected] = counts.GetValueOrDefault(covered.Protected) + 1;

                // Governed means that a tier is gone through, and the other way about.
                var isThroughTier = side.Steps.Any(step => step.Tier is not null);
                var isUngoverned = covered.Protected is PolicyProtection.No or PolicyProtection.Staged;
                Assert.True(isThroughTier == !isUngoverned || side.Unknowns.HasFlag(Unknowns.Gap), shown);
                if (isUngoverned && self.Kind == EndpointKind.Workload) Assert.True(side.Verdict == Verdict.Allow || side.Unknowns != Unknowns.None, shown);
                if (covered.Protected == PolicyProtection.Yes) Assert.True(side.Steps.Any(step => step.Tier is not null && step.Policy is not null), shown);

                // Where no rule with criteria matched, the default decided.
                if (self.Kind == EndpointKind.Workload && side.Steps.All(step => step.RulePath is null || IsForAll(step)) && !IsAsideOfPolicies(side.Unknowns))
                {
                    defaults++;
                    Assert.True(side.Verdict == covered.Default, shown);
                }

                // Of the addresses outside, these two are named by nobody.
                var isAnyone = other.Endpoint is not null || other.Address!.Value.ToString().StartsWith("8.8.8.8", StringComparison.Ordinal) || other.Address.Value.ToString().StartsWith("2001:db9::7", StringComparison.Ordinal);
                var (protocol, port) = ((int)flow.Protocol.IanaNumber!, flow.DestinationPort ?? 0);
                if (isAnyone && self.Addresses.Select(address => address.IsIPv6).Distinct().Count() == 1 && !IsAsideOfPolicies(side.Unknowns) && covered.Anyone.Contains(protocol, port))
                {
                    anyone++;
                    Assert.True(side.Verdict == Verdict.Allow, shown);
                }

                if (!isPublic) continue;
                if (side.Verdict == Verdict.Allow)
                {
                    internet++;
                    Assert.True(covered.Internet != Truth.No, shown);
                }
                else if (covered.Internet == Truth.No)
                {
                    rest++;
                }
            }
        }

        output.WriteLine($"Flows by protection: {string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"))}; {defaults} by default, {anyone} from or to anyone; {internet} of the internet allowed, {rest} not and not open.");
        Assert.All(Enum.GetValues<PolicyProtection>(), protection => Assert.InRange(counts.GetValueOrDefault(protection), 20, int.MaxValue));
        Assert.All((int[])[defaults, anyone, internet, rest], count => Assert.InRange(count, 20, int.MaxValue));
    }

    /// <summary>Whether a rule asks nothing, as far as the object says; those of Kubernetes are not looked at.</summary>
    private static bool IsForAll(TraceStep step) => step is { Policy: TieredPolicy policy, RulePath: { } path, Match: Truth.Yes }
        && policy.RulesOf(path.Parent!.Name == "ingress" ? PolicyType.Ingress : PolicyType.Egress)[path.Index] is
        { Protocol: null, NotProtocol: null, IPVersion: null, Icmp: null, NotIcmp: null, Http: null } rule && rule.Source.IsAny && rule.Destination.IsAny;

    /// <summary>Whether something besides the endpoint's policies has a say: hosts on the way, the node that a pod runs on.</summary>
    private static bool IsAsideOfPolicies(Unknowns unknowns) => (unknowns & (Unknowns.Forwarded | Unknowns.HostAction | Unknowns.Node)) != Unknowns.None;

    /// <summary>A pod, or an address outside that is no node's.</summary>
    private static (FlowEnd? End, bool IsPublic) Other(PolicyEngine engine, Endpoint self, Dice dice)
    {
        var isIPv6 = self.Addresses.Count > 0 && self.Addresses[0].IsIPv6;
        if (dice.OneIn(2))
        {
            var pods = engine.Snapshot.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Workload && !ReferenceEquals(endpoint, self)
                && (endpoint.Addresses.Count == 0 || self.Addresses.Count == 0 || endpoint.Addresses.Any(address => address.IsIPv6 == isIPv6))).ToList();
            return (pods.Count == 0 ? null : FlowEnd.Of(dice.One(pods)), false);
        }

        var text = dice.One(Public);
        if (text.Contains(':', StringComparison.Ordinal) != isIPv6 || !Cidr.TryParse(text, out var address)) return (null, false);
        var isInside = engine.Snapshot.Endpoints.Any(endpoint => endpoint.Addresses.Contains(address))
            || engine.Snapshot.Resources.OfType<Node>().Any(node => node.Addresses.Any(own => own.Address == text)) || engine.Snapshot.HostPods.Any(pod => pod.IPs.Contains(text));
        return (isInside ? null : FlowEnd.Of(address), true);
    }
}
