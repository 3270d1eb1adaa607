using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>Adds up what nodes, endpoints and policies cost.</summary>
internal sealed class CostTally(PolicyIndex policies, IPSetTable table, CostOptions options)
{
    private readonly CostSum _total = new();
    private readonly Dictionary<PolicyShape, PolicySum> _sums = policies.Policies.ToDictionary(policy => policy, _ => new PolicySum(), (IEqualityComparer<PolicyShape>)ReferenceEqualityComparer.Instance);
    private readonly List<NodeCost> _nodes = [];
    private readonly List<EndpointCost> _endpoints = [];

    /// <summary>Adds a node.</summary>
    public void AddNode(string name, IReadOnlyList<Endpoint> endpoints, NodeCounter counter)
    {
        var (sum, active) = counter.Count(endpoints);
        _total.Add(sum, 1);
        foreach (var (policy, rules) in active)
        {
            _sums[policy].Rules += rules;
            _sums[policy].Nodes++;
        }

        _nodes.Add(new()
        {
            Node = name,
            Endpoints = endpoints.Count,
            Policies = active.Count,
            Rules = sum.Rules,
            Chains = sum.Chains,
            IPSets = sum.IPSets,
            Members = sum.Members,
            Jumps = sum.Jumps,
            Instructions = sum.Instructions,
        });
    }

    /// <summary>Adds endpoints that are alike.</summary>
    public void AddEndpoints(EndpointPlan plan, IReadOnlyList<Endpoint> endpoints, NodeCounter counter)
    {
        var count = endpoints.Sum(endpoint => endpoint.Replicas);
        var (rendered, wasted) = (0L, 0L);
        foreach (var policy in plan.Policies) _sums[policy].Endpoints += count;
        foreach (var reference in References(plan))
        {
            if (reference.Policy is not { } policy) continue;
            var (all, vain) = (SizeOf(policy, reference.IsIngress), OwnSideWaste.Of(policy, reference.IsIngress, plan.Endpoint, options));
            (rendered, wasted) = (rendered + all, wasted + vain);
            _sums[policy].Rendered += all * count;
            _sums[policy].Wasted += vain * count;
        }

        var unplaced = endpoints.Where(endpoint => endpoint.Node is null).Sum(endpoint => endpoint.Replicas);
        if (unplaced > 0) AddUnplaced(plan, unplaced, counter);
        foreach (var workload in endpoints.GroupBy(PeerName.Of))
            _endpoints.Add(RowOf(plan, workload.Key, [.. workload], rendered, wasted));
    }

    /// <summary>The report.</summary>
    public CostReport Report(PolicySnapshot snapshot, IReadOnlyList<string> assumptions, long steps)
    {
        var costs = policies.Policies.Select(policy => CostOf(policy, _sums[policy], snapshot.Cluster)).ToList();
        return new()
        {
            Cluster = snapshot.Cluster,
            Dataplane = options.Dataplane,
            LogsFlows = options.LogsFlows,
            IPFamilies = options.IPFamilies,
            Rules = _total.Rules,
            Chains = _total.Chains,
            IPSets = _total.IPSets,
            Members = _total.Members,
            Jumps = _total.Jumps,
            Instructions = _total.Instructions,
            Rendered = costs.Sum(cost => cost.Rendered),
            Wasted = costs.Sum(cost => cost.Wasted),
            WorstEndpoint = _endpoints.MaxBy(WorstOf),
            Policies = [.. costs.OrderByDescending(cost => cost.Rendered).ThenByDescending(cost => cost.Rules).ThenByDescending(cost => cost.Members).ThenByDescending(cost => cost.IPSets)],
            Nodes = _nodes,
            Endpoints = _endpoints,
            Assumptions = assumptions,
            Steps = steps,
        };
    }

    private static long WorstOf(EndpointCost cost) => Math.Max(Math.Max(cost.IngressRules, cost.EgressRules), Math.Max(cost.IngressJumps, cost.EgressJumps));

    private void AddUnplaced(EndpointPlan plan, long count, NodeCounter counter)
    {
        var (sum, active) = counter.Count([plan.Endpoint]);
        _total.Add(sum, count);
        foreach (var (policy, rules) in active) _sums[policy].Rules += rules * count;
    }

    // In eBPF each policy is in the programs of a direction once.
    private IEnumerable<ChainReference> References(EndpointPlan plan) =>
        options.Dataplane == DataplaneMode.Bpf ? plan.References.Where(reference => reference.Policy is not null).DistinctBy(reference => (reference.Policy, reference.IsIngress)) : plan.References;

    private long SizeOf(PolicyShape policy, bool isIngress)
    {
        var size = 0L;
        foreach (var family in options.IPFamilies)
        {
            var chain = policy.ChainOf(isIngress, family == 6);
            size += options.Dataplane == DataplaneMode.Bpf ? chain.Program.Instructions : chain.Rules;
        }

        return size;
    }

    private EndpointCost RowOf(EndpointPlan plan, PeerName name, IReadOnlyList<Endpoint> endpoints, long rendered, long wasted) => new()
    {
        Namespace = name.Namespace,
        Kind = name.Kind,
        Name = name.Name,
        Count = endpoints.Sum(endpoint => endpoint.Replicas),
        Endpoints = endpoints,
        Policies = plan.Policies.Count,
        OwnRules = plan.OwnRules,
        Rendered = rendered,
        Wasted = wasted,
        IngressRules = plan.WorstIngress,
        EgressRules = plan.WorstEgress,
        IngressJumps = plan.IngressProgram.Jumps,
        EgressJumps = plan.EgressProgram.Jumps,
        Instructions = plan.Programs.Instructions,
        Latency = options.Dataplane == DataplaneMode.Bpf ? null : LatencyRange.Of(Math.Max(plan.WorstIngress, plan.WorstEgress)),
    };

    private PolicyCost CostOf(PolicyShape policy, PolicySum sum, string? cluster)
    {
        var longest = 0;
        if (!policy.IsStaged)
        {
            foreach (var family in options.IPFamilies)
                longest = Math.Max(longest, Math.Max(WalkOf(policy, isIngress: true, family), WalkOf(policy, isIngress: false, family)));
        }

        return new()
        {
            Cluster = cluster,
            Policy = policy.Policy.Source,
            Tier = policy.Policy.Policy.Tier,
            Endpoints = sum.Endpoints,
            Nodes = sum.Nodes,
            Rules = sum.Rules,
            Rendered = sum.Rendered,
            Wasted = sum.Wasted,
            IPSets = (long)policy.Sets.Count * options.IPFamilies.Count,
            Members = policy.Sets.Sum(set => options.IPFamilies.Sum(family => table.MembersOf(set, family == 6))),
            Latency = policy.IsStaged || options.Dataplane == DataplaneMode.Bpf ? null : LatencyRange.Of(longest),
        };
    }

    private static int WalkOf(PolicyShape policy, bool isIngress, int family) => policy.Policy.Governs(isIngress) ? policy.ChainOf(isIngress, family == 6).Walk.Rules : 0;

    private sealed class PolicySum
    {
        public long Endpoints { get; set; }

        public int Nodes { get; set; }

        public long Rules { get; set; }

        public long Rendered { get; set; }

        public long Wasted { get; set; }
    }
}
