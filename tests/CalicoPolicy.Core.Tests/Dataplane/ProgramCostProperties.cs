using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Dataplane.Reference;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>The sizes of eBPF programs are those of the instructions when each is written out.</summary>
public class ProgramCostProperties
{
    // A pod's program without policies: its frame, what its namespace's profile allows, and the end.
    private const int FrameJumps = 3 + 1 + 1;

    [Fact]
    public void Formulas_count_the_instructions_that_are_written_out()
    {
        for (var seed = 0; seed < TestScale.Of(3_000); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var rules = new RandomCostRules(new(seed)).List();
            var options = new CostOptions { Dataplane = DataplaneMode.Bpf, HasIPv4 = seed % 2 == 0, HasIPv6 = seed % 2 == 1, LogsFlows = seed % 3 == 0 };
            var text = ProgramText.Of(rules, options.HasIPv6, options.LogsFlows);
            var report = Costing.Of([Costing.Pod(), Costing.Policy("p", rules)], options);
            var policy = Assert.Single(report.Policies);
            Assert.True(policy.Rendered == text.Count, $"Seed {seed}: {policy.Rendered} instructions of {text.Count}: {string.Join("; ", text)}\n{string.Join("\n", rules)}");
            Assert.Equal((0, (LatencyRange?)null), (policy.Rules, policy.Latency));

            // The end of the tier is one more, and each jump to an action one more with flow logs.
            var log = options.LogsFlows ? 2 : 1;
            var jumps = text.Count(line => line[0] == 'j') + 3 + (3 * log);
            Assert.Equal(jumps, Assert.Single(report.Endpoints).IngressJumps);
            Assert.Equal(FrameJumps + (options.LogsFlows ? 2 : 0), Assert.Single(report.Endpoints).EgressJumps);
        }
    }

    [Fact]
    public void Every_endpoint_has_each_policy_in_its_own_programs()
    {
        PolicyRule[] rules = [new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Destination = new() { Ports = [new(80)] } }];
        Resource[] Pods(int count) => [.. Enumerable.Range(0, count).Select(pod => Costing.Pod($"p{pod}", address: $"10.0.0.{pod + 1}"))];
        var bpf = new CostOptions { Dataplane = DataplaneMode.Bpf, HasIPv6 = false };
        var (one, five) = (Costing.Of([.. Pods(1), Costing.Policy("p", rules)], bpf), Costing.Of([.. Pods(5), Costing.Policy("p", rules)], bpf));
        Assert.Equal((5 * one.Instructions, 5 * one.Jumps, 10), (five.Instructions, five.Jumps, five.Chains));
        Assert.Equal(0, five.Rules);
    }

    [Fact]
    public void A_program_with_too_many_jumps_is_split()
    {
        PolicyRule[] rules = [new() { Action = PolicyAction.Allow, Source = new() { Nets = [.. Enumerable.Range(0, 8000).Select(net => $"10.{net / 256}.{net % 256}.0/24")] } }];
        var report = Costing.Of([Costing.Pod(), Costing.Policy("p", rules)], new() { Dataplane = DataplaneMode.Bpf, HasIPv6 = false });
        Assert.Equal(3, report.Chains);
    }
}
