using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// Counts what Felix programs on a node for its endpoints (calico-dataplane.md 4): their own chains, what these jump to, once each, the
/// dispatch to them, profiles, and the IP sets of all active policies. What every node has whatever its policies is left out.
/// </summary>
/// <remarks>O(policies of the classes of endpoints on the node, and their IP sets); O(log) for each endpoint.</remarks>
internal sealed class NodeCounter(PolicyIndex policies, ProfileShapes profiles, EndpointPlans plans, IPSetTable table, CostOptions options)
{
    private readonly PolicyShape[] _everywhere = [.. policies.Policies.Where(policy => policy.IsOnEveryNode)];
    private readonly bool _isBpf = options.Dataplane == DataplaneMode.Bpf;

    /// <summary>How much work was done.</summary>
    public long Steps { get; private set; }

    /// <summary>Counts a node.</summary>
    /// <param name="endpoints">Its endpoints.</param>
    public NodeSum Count(IReadOnlyCollection<Endpoint> endpoints)
    {
        var sum = new CostSum();
        var active = new Dictionary<PolicyShape, long>(ReferenceEqualityComparer.Instance);
        var references = new HashSet<ChainReference>();
        foreach (var policy in _everywhere)
        {
            active.TryAdd(policy, 0);
            if (!policy.IsStaged) references.UnionWith([new(PolicyTable.Filter, true, policy, null), new(PolicyTable.Filter, false, policy, null)]);
        }

        var planned = new HashSet<EndpointPlan>(ReferenceEqualityComparer.Instance);
        foreach (var endpoint in endpoints)
        {
            Steps++;
            var plan = plans.Of(endpoint);
            sum.Rules += plan.OwnRules;
            sum.Chains += _isBpf ? plan.ProgramCount : plan.OwnChains;
            (sum.Jumps, sum.Instructions) = (sum.Jumps + plan.Programs.Jumps, sum.Instructions + plan.Programs.Instructions);
            if (!planned.Add(plan)) continue;
            foreach (var policy in plan.Policies) active.TryAdd(policy, 0);
            references.UnionWith(plan.References);
            Steps += plan.Policies.Count + plan.References.Count;
        }

        if (!_isBpf)
        {
            AddChains(references, active, sum);
            AddProfiles(planned, sum);
            var (rules, chains) = NodeDispatch.Count(endpoints, plans, options.Dataplane);
            sum.Rules += rules * options.IPFamilies.Count;
            sum.Chains += chains * options.IPFamilies.Count;
        }

        AddSets(active.Keys, planned, sum);
        return new(sum, active);
    }

    private void AddChains(HashSet<ChainReference> references, Dictionary<PolicyShape, long> active, CostSum sum)
    {
        foreach (var reference in references)
        {
            foreach (var family in options.IPFamilies)
            {
                var rules = reference.Policy?.ChainOf(reference.IsIngress, family == 6).Rules ?? reference.GroupRules;
                (sum.Rules, sum.Chains) = (sum.Rules + rules, sum.Chains + 1);
                if (reference.Policy is { } policy) active[policy] += rules;
            }
        }
    }

    private void AddProfiles(IEnumerable<EndpointPlan> planned, CostSum sum)
    {
        var chains = new HashSet<(string Name, bool IsIngress, PolicyTable Table)>();
        foreach (var plan in planned)
        {
            foreach (var name in plan.Chains.Count == 0 ? [] : plan.Endpoint.Profiles)
            {
                chains.UnionWith([(name, true, PolicyTable.Filter), (name, false, PolicyTable.Filter)]);
                if (plan.Endpoint.Kind == EndpointKind.Host) chains.Add((name, false, PolicyTable.Mangle));
            }
        }

        foreach (var (name, isIngress, _) in chains)
        {
            foreach (var family in options.IPFamilies) (sum.Rules, sum.Chains) = (sum.Rules + profiles.ChainOf(name, isIngress, family == 6).Rules, sum.Chains + 1);
        }
    }

    private void AddSets(IEnumerable<PolicyShape> active, IEnumerable<EndpointPlan> planned, CostSum sum)
    {
        var sets = new HashSet<int>();
        foreach (var policy in active) sets.UnionWith(policy.Sets);
        foreach (var name in planned.SelectMany(plan => plan.Endpoint.Profiles)) sets.UnionWith(profiles.SetsOf(name));
        foreach (var set in sets)
        {
            Steps++;
            foreach (var family in options.IPFamilies) (sum.IPSets, sum.Members) = (sum.IPSets + 1, sum.Members + table.MembersOf(set, family == 6));
        }
    }
}
