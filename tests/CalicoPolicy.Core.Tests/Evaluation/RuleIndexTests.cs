using System.Globalization;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>An index over many rules spares work and changes nothing.</summary>
public class RuleIndexTests
{
    private const int Policies = 100;
    private const int RulesOfPolicy = 20;

    [Theory]
    [InlineData(PolicyView.Enforced)]
    [InlineData(PolicyView.PendingCalico)]
    public void With_an_index_and_without_everything_is_the_same(PolicyView view)
    {
        for (var seed = 100_000; seed < 100_000 + TestScale.Of(400); seed++)
        {
            var (resources, isComplete, isOpen, dice) = RandomCase.Cluster(seed);
            var random = new RandomFlows(dice, resources, isOpen);
            var indexed = Agreement.Compile(new(resources, isComplete, view, null!), indexFrom: 1);
            var plain = PolicyEngine.Compile(indexed.Snapshot, new() { View = view, IndexFrom = int.MaxValue }, TestContext.Current.CancellationToken);
            for (var count = 0; count < 20; count++)
            {
                if (random.Next() is not { } given) continue;
                var flow = Agreement.FlowOf(given, indexed);
                Assert.Equal(plain.Decide(flow), indexed.Decide(flow));
                Assert.InRange(indexed.CountRules(flow), 0, plain.CountRules(flow));
                var (one, other) = (plain.Trace(flow), indexed.Trace(flow));
                Assert.True(one.Egress == other.Egress && one.Ingress == other.Ingress, $"Seed {seed}: {given}");
            }
        }
    }

    [Fact]
    public void Of_many_rules_few_are_looked_at()
    {
        var snapshot = Many();
        var plain = PolicyEngine.Compile(snapshot, new() { IndexFrom = int.MaxValue }, TestContext.Current.CancellationToken);
        var indexed = PolicyEngine.Compile(snapshot, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var flow in Flows(snapshot))
        {
            Assert.Equal(plain.Trace(flow).Ingress, indexed.Trace(flow).Ingress);
            Assert.InRange(indexed.CountRules(flow), 0, 5);
        }

        Assert.Equal(Policies * RulesOfPolicy, plain.CountRules(Flows(snapshot).Last()));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(256)]
    [InlineData(1)]
    public void A_verdict_allocates_nothing(int indexFrom)
    {
        var snapshot = Many();
        var engine = PolicyEngine.Compile(snapshot, new() { IndexFrom = indexFrom }, TestContext.Current.CancellationToken);
        var flows = Flows(snapshot);
        foreach (var flow in flows) engine.Decide(flow);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var flow in flows) engine.Decide(flow);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void More_addresses_than_are_kept_are_decided_alike()
    {
        var snapshot = Many();
        var engine = PolicyEngine.Compile(snapshot, new() { IndexFrom = 1 }, TestContext.Current.CancellationToken);
        var db = FlowEnd.Of(snapshot.Endpoints.Single(endpoint => endpoint.Name == "db"));
        for (var number = 0; number < 140_000; number++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"198.{number >> 16}.{(number >> 8) & 255}.{number & 255}");
            Assert.Equal(Verdict.Deny, engine.Decide(new(At(address), db, Protocol.Tcp) { DestinationPort = 5000 }));
        }
    }

    private static Flow[] Flows(PolicySnapshot snapshot)
    {
        List<FlowEnd> ends = [.. snapshot.Endpoints.Select(FlowEnd.Of), At("203.0.113.7"), At("172.16.3.9"), At("198.51.100.1")];
        var db = ends[1];
        return
        [
            .. ends.Where(end => end != db).SelectMany(end => (int[])[5000, 5003, 5432, 9], (end, port) => new Flow(end, db, Protocol.Tcp) { SourcePort = 40000, DestinationPort = port }),
            new Flow(ends[0], db, Protocol.Icmp) { IcmpType = 8, IcmpCode = 0 }, new Flow(ends[0], db, Protocol.Udp) { DestinationPort = 1 },
        ];
    }

    private static FlowEnd At(string address) => Cidr.TryParse(address, out var single) ? FlowEnd.Of(single) : throw new FormatException(address);

    /// <summary>Many policies for the database, each with rules for blocks, sets, pods and named ports.</summary>
    private static PolicySnapshot Many()
    {
        string Rule(int policy, int rule) => (rule % 4) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{{action: Allow, protocol: TCP, source: {{nets: [172.16.{policy}.{rule}/32]}}, destination: {{ports: ['{5000 + rule}:{5003 + rule}']}}}}"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{{action: Deny, protocol: TCP, source: {{selector: set == 's{policy}' && part == '{rule}'}}, destination: {{ports: [{5000 + policy}]}}}}"),
            2 => string.Create(CultureInfo.InvariantCulture, $"{{action: Allow, protocol: UDP, source: {{selector: app == 'web'}}, destination: {{ports: [{6000 + (policy * 20) + rule}]}}}}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{{action: Deny, protocol: TCP, source: {{notNets: [0.0.0.0/1, 128.0.0.0/1]}}, destination: {{ports: [sql], notPorts: [{rule}]}}}}"),
        };
        var policies = Enumerable.Range(0, Policies).Select(policy => Rules.Yaml.GlobalNetworkPolicy(
            $"selector: app == 'db'\ningress: [{string.Join(", ", Enumerable.Range(0, RulesOfPolicy).Select(rule => Rule(policy, rule)))}]", string.Create(CultureInfo.InvariantCulture, $"p{policy}")));
        var set = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: s7, labels: {set: s7, part: '1'}}\nspec: {nets: [203.0.113.0/24]}\n";
        return PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents([Evaluating.Pods, set, .. policies])), new() { IsComplete = true }, TestContext.Current.CancellationToken);
    }
}
