using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// What is programmed in vain: rules with a selector on the policy's own side (the destination of ingress, the source of egress) for
/// endpoints that it does not pick. They have the rule all the same, and their packets are compared with it.
/// </summary>
internal static class OwnSideWaste
{
    /// <summary>How much of a policy's chain can never match for an endpoint: rules, or with eBPF instructions.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="options">What is programmed.</param>
    public static long Of(PolicyShape policy, bool isIngress, Endpoint endpoint, CostOptions options)
    {
        // What goes through a host is not the host's own.
        if (policy.IsStaged || (endpoint.Kind == EndpointKind.Host && policy.Policy.IsForForwarded)) return 0;
        var rules = policy.Policy.RulesOf(isIngress);
        var wasted = 0L;
        for (var index = 0; index < rules.Length; index++)
        {
            if (!IsNever(isIngress ? rules[index].Destination : rules[index].Source, endpoint)) continue;
            foreach (var family in options.IPFamilies)
            {
                var chain = policy.ChainOf(isIngress, family == 6);
                wasted += options.Dataplane == DataplaneMode.Bpf ? chain.Programs[index].Instructions : chain.OfEach[index];
            }
        }

        return wasted;
    }

    /// <summary>Whether a side surely does not pick an endpoint, by label; where a network set may hold its address it is not sure.</summary>
    public static bool IsNever(PeerMatch side, Endpoint endpoint) =>
        (side.Selector is { MayHoldPods: Truth.No, MayHoldMore: Truth.No, MayPickUnreadSets: false } selector
            && (endpoint.Kind == EndpointKind.Workload || selector.MayHoldOthers == Truth.No) && selector.OfClass(endpoint.LabelClass) == Truth.No)
        || (side.NotSelector is { } negated && endpoint.Kind == EndpointKind.Workload && negated.OfClass(endpoint.LabelClass) == Truth.Yes);
}
