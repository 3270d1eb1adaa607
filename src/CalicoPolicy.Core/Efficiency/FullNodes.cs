using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Nodes with more rules than a kernel takes without trouble: said once, at the policy among those that are judged which has most rules
/// on the nodes of the snapshot.
/// </summary>
internal sealed class FullNodes
{
    /// <summary>The rules of a node that are fine; beyond them updates become noticeably slower (Calico's documentation, network sets).</summary>
    private const long MostRules = 10_000;

    private readonly Resource? _dearest;
    private readonly Observation? _observation;

    private FullNodes(RuleContext context)
    {
        if (Inventory.Of(context) is not { } inventory || inventory.Snapshot.Endpoints.All(endpoint => endpoint.Node is null)) return;
        var report = inventory.Cost;
        var full = report.Nodes.Where(node => node.Rules > MostRules).ToList();
        if (full.Count == 0 || report.Policies.Where(cost => cost.Rules > 0 && context.Judges(cost.Policy)).MaxBy(cost => cost.Rules) is not { } dearest) return;
        _dearest = dearest.Policy;
        _observation = Observe(full, dearest, report.Nodes.Count);
    }

    /// <summary>The full nodes of a run.</summary>
    public static FullNodes Of(RuleContext context) => context.Shared(static made => new FullNodes(made));

    /// <summary>What is said at a policy; null at all but one.</summary>
    public Observation? With(TieredPolicy policy) => ReferenceEquals(policy, _dearest) ? _observation : null;

    private static Observation Observe(List<NodeCost> full, PolicyCost dearest, int nodes)
    {
        var worst = full.MaxBy(node => node.Rules)!;
        return new(
            FieldPath.Root["spec"],
            $"{RuleCost.Number(full.Count)} of {RuleCost.Count(nodes, "node")} of the snapshot {(full.Count == 1 ? "has" : "have")} more than {RuleCost.Number(MostRules)} rules of policies in "
                + $"the kernel, {worst.Node} the most with {RuleCost.Number(worst.Rules)}: updates take noticeably longer. "
                + $"This policy has most of them, {RuleCost.Number(dearest.Rules)} on {RuleCost.Count(dearest.Nodes, "node")}. (Said once, at that policy.)",
            "Put addresses and domains into network sets, list the ports of one peer in one rule, and narrow the selectors of policies; Measure-PolicyCost lists the dearest.")
        {
            Content = "nodes",
            Severity = FindingSeverity.High,
            Saving = $"Up to {RuleCost.Count(dearest.Rules, "rule")} on {RuleCost.Count(dearest.Nodes, "node")}.",
        };
    }
}
