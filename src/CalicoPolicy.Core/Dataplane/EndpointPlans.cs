using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>Makes the plans of endpoints, one for all that are alike.</summary>
/// <remarks>O(policies of the class) for each class of endpoints, whatever the number of endpoints.</remarks>
internal sealed class EndpointPlans(PolicySnapshot snapshot, PolicyIndex policies, ProfileShapes profiles, CostOptions options)
{
    // The frame of every program: finding the packet's state, going round what is for hosts, and what follows the verdict
    // (felix/bpf/polprog/pol_prog_builder.go, writeProgramHeader, writeJumpIfToOrFromHost, writeProgramFooter).
    private static readonly ProgramSize Frame = new(3, 34);

    private static readonly EndpointChainKind[] OfWorkload = [EndpointChainKind.Workload];
    private static readonly EndpointChainKind[] OfHost =
        [EndpointChainKind.Untracked, EndpointChainKind.PreDnat, EndpointChainKind.Host, EndpointChainKind.HostMangle, EndpointChainKind.Forward];

    private readonly Dictionary<(int LabelClass, bool IsForAll, bool IsInUse), EndpointPlan> _plans = [];
    private readonly HashSet<Endpoint> _unused = [.. HostInterfaces.Overshadowed(snapshot.Endpoints)];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);

    /// <summary>How much work was done.</summary>
    public long Steps { get; private set; }

    /// <summary>The plan of an endpoint.</summary>
    public EndpointPlan Of(Endpoint endpoint)
    {
        var key = (endpoint.LabelClass, endpoint.Kind == EndpointKind.Host && HostInterfaces.IsForAll(endpoint), !_unused.Contains(endpoint));
        if (!_plans.TryGetValue(key, out var plan)) _plans.Add(key, plan = Make(endpoint, key.Item2, key.Item3));
        return plan;
    }

    private EndpointPlan Make(Endpoint endpoint, bool isForAll, bool isInUse)
    {
        PlannedChain[] chains = !isInUse ? [] : [.. (endpoint.Kind == EndpointKind.Workload ? OfWorkload : OfHost).SelectMany(kind => ChainsOf(kind, endpoint.LabelClass, isForAll))];
        var (rules, worstIn, worstOut) = (0L, 0, 0);
        var (ingress, egress, all, programs) = (default(ProgramSize), default(ProgramSize), default(ProgramSize), 0);
        foreach (var isIPv6 in options.IPFamilies.Select(family => family == 6))
        {
            var sizes = chains.Select(chain => EndpointChain.Of(
                chain.Kind, chain.IsIngress, isIPv6, chain.Tiers, chain.HasTiers, ProfilesOf(endpoint, chain.IsIngress, isIPv6), options.LogsFlows)).ToList();
            rules += sizes.Sum(size => (long)size.Rules);
            worstIn = Math.Max(worstIn, Worst(chains, sizes, isIngress: true));
            worstOut = Math.Max(worstOut, Worst(chains, sizes, isIngress: false));
            if (options.Dataplane != DataplaneMode.Bpf) continue;
            foreach (var isIngress in (bool[])[true, false])
            {
                var size = ProgramOf(endpoint, chains, isIngress, isIPv6);
                (all, programs) = (all + size, programs + size.Programs);
                if (isIngress && size.Jumps > ingress.Jumps) ingress = size;
                if (!isIngress && size.Jumps > egress.Jumps) egress = size;
            }
        }

        var isBpf = options.Dataplane == DataplaneMode.Bpf;
        return new()
        {
            Endpoint = endpoint,
            Policies = [.. policies.Of(endpoint.LabelClass).Select(policy => policy.Shape)],
            Chains = chains,
            References = [.. chains.SelectMany(ReferencesOf).Distinct()],
            OwnRules = isBpf ? 0 : rules,
            OwnChains = isBpf ? 0 : chains.Length * options.IPFamilies.Count,
            WorstIngress = isBpf ? 0 : worstIn,
            WorstEgress = isBpf ? 0 : worstOut,
            IngressProgram = ingress,
            EgressProgram = egress,
            Programs = all,
            ProgramCount = programs,
            IsUncertain = policies.IsUncertain(endpoint.LabelClass),
        };
    }

    /// <summary>The chains of a kind; those before connections are tracked or addresses translated are there only where they have policies.</summary>
    private IEnumerable<PlannedChain> ChainsOf(EndpointChainKind kind, int labelClass, bool isForAll)
    {
        var (ingress, egress) = (TiersOf(kind, labelClass, isIngress: true), TiersOf(kind, labelClass, isIngress: false));
        var hasTiers = ingress.Length + egress.Length > 0;

        // Untracked policies do not count for a host endpoint of all interfaces (felix/dataplane/linux/endpoint_mgr.go).
        if (kind == EndpointChainKind.Untracked && (!hasTiers || isForAll)) yield break;
        if (kind == EndpointChainKind.PreDnat && !hasTiers) yield break;
        var table = PlannedChain.TableOf(kind);
        if (kind != EndpointChainKind.HostMangle) yield return new(kind, table, true, ingress, hasTiers);
        if (kind != EndpointChainKind.PreDnat) yield return new(kind, table, false, egress, hasTiers);
    }

    private TierPlan[] TiersOf(EndpointChainKind kind, int labelClass, bool isIngress)
    {
        var hook = PlannedChain.HookOf(kind);
        var tiers = new List<(CompiledTier Tier, List<List<PolicyShape>> Groups)>();
        foreach (var (tier, shape) in policies.Of(labelClass))
        {
            Steps++;
            if (!shape.Policy.Governs(isIngress) || !EndpointProgram.IsAt(shape.Policy, hook)) continue;
            if (tiers.Count == 0 || !ReferenceEquals(tiers[^1].Tier, tier)) tiers.Add((tier, []));
            var groups = tiers[^1].Groups;
            if (groups.Count == 0 || groups[^1][0].Selector != shape.Selector) groups.Add([]);
            groups[^1].Add(shape);
        }

        return [.. tiers.Select(tier => new TierPlan(tier.Tier.DefaultAction != RuleStep.Pass, [.. tier.Groups.Select(group => GroupOf(group, isIngress))]))];
    }

    private PolicyGroup GroupOf(List<PolicyShape> group, bool isIngress)
    {
        PolicyShape[] enforced = [.. group.Where(policy => !policy.IsStaged)];
        if (enforced.Length <= 1) return new(-1, enforced);
        var key = $"{isIngress} {string.Join(' ', group.Select(policy => policy.Number))}";
        if (!_groups.TryGetValue(key, out var number)) _groups.Add(key, number = _groups.Count);
        return new(number, enforced);
    }

    private List<ChainShape> ProfilesOf(Endpoint endpoint, bool isIngress, bool isIPv6) =>
        [.. endpoint.Profiles.Select(name => profiles.ChainOf(name, isIngress, isIPv6))];

    private static IEnumerable<ChainReference> ReferencesOf(PlannedChain chain)
    {
        foreach (var group in chain.Tiers.SelectMany(tier => tier.Groups))
        {
            foreach (var policy in group.Enforced) yield return new(chain.Table, chain.IsIngress, policy, null);
            if (!group.IsInlined) yield return new(chain.Table, chain.IsIngress, null, group.Number) { GroupRules = group.Rules };
        }
    }

    /// <summary>What a host's packet goes through one after the other; what is for the host and what goes through it are two ways.</summary>
    private static int Worst(PlannedChain[] chains, List<EndpointChain> sizes, bool isIngress)
    {
        int Of(EndpointChainKind kind)
        {
            var place = Array.FindIndex(chains, chain => chain.Kind == kind && chain.IsIngress == isIngress);
            return place < 0 ? 0 : sizes[place].Worst;
        }

        return Of(EndpointChainKind.Workload) + Of(EndpointChainKind.Untracked) + Of(EndpointChainKind.PreDnat)
            + Math.Max(Of(EndpointChainKind.Host) + Of(EndpointChainKind.HostMangle), Of(EndpointChainKind.Forward));
    }

    private ProgramSize ProgramOf(Endpoint endpoint, PlannedChain[] chains, bool isIngress, bool isIPv6)
    {
        var end = RuleProgram.End(PolicyAction.Deny, options.LogsFlows);
        var size = Frame + end;
        foreach (var chain in chains)
        {
            if (chain.IsIngress != isIngress || chain.Kind == EndpointChainKind.HostMangle) continue;
            foreach (var tier in chain.Tiers)
            {
                size += end;
                foreach (var policy in tier.Groups.SelectMany(group => group.Enforced)) size += policy.ChainOf(isIngress, isIPv6).Program;
            }
        }

        foreach (var profile in ProfilesOf(endpoint, isIngress, isIPv6)) size += profile.Program;
        return size;
    }
}
