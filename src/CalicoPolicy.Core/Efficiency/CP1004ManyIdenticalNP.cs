using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The same policy in three namespaces or more, where one global policy takes less CPU (Calico Enterprise's documentation, policy
/// best practices). Found once, on the first of them.
/// </summary>
internal sealed class CP1004ManyIdenticalNP : FindingRule<TieredPolicy>
{
    private const int Named = 8;

    public CP1004ManyIdenticalNP()
        : base(new(
            "CP1004", "ManyIdenticalNP", FindingSeverity.Medium,
            "Policies of three or more namespaces are equal and could be one global policy.")
        { Parameters = [IdenticalPolicies.Namespaces] })
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (!policy.IsNamespaced || IdenticalPolicies.Of(context).StartingWith(policy) is not { } same) yield break;
        yield return new(
            FieldPath.Root["kind"],
            $"{RuleCost.Listed([.. same.Where(other => !ReferenceEquals(other, policy)).Select(other => other.ToString())], Named)} say the same in "
                + $"other namespaces: {same.Count} policies where 1 would do. One global policy takes less CPU than many namespaced ones.",
            $"Make them one {Global(policy)} with spec.namespaceSelector: {Selector(same)}, or a label that these namespaces carry.")
        {
            Change = () => ScopeChange.Global(policy, context),
            Saving = $"{RuleCost.Policies(same.Count - 1)}{Active(same, context)}.",
        };
    }

    /// <summary>How often nodes have the policies, each of which Felix matches with the node's endpoints; empty where no node is known.</summary>
    private static string Active(IReadOnlyList<TieredPolicy> same, RuleContext context)
    {
        if (Inventory.Of(context) is not { } inventory || inventory.Cost.Nodes.Count == 0) return string.Empty;
        var costs = same.Select(inventory.CostOf).OfType<PolicyCost>().ToList();
        return $": they are {RuleCost.Number(costs.Sum(cost => (long)cost.Nodes))} times on a node of the snapshot, for {RuleCost.Count(costs.Sum(cost => cost.Endpoints), "endpoint")}; "
            + $"one would be {RuleCost.Number(Math.Min(inventory.Cost.Nodes.Count, costs.Sum(cost => (long)cost.Nodes)))} times at most";
    }

    private static string Global(TieredPolicy policy) => policy.Kind.Replace("NetworkPolicy", "GlobalNetworkPolicy", StringComparison.Ordinal);

    private static string Selector(IReadOnlyList<TieredPolicy> policies)
    {
        var names = policies.Take(Named).Select(policy => $"'{policy.Namespace ?? "default"}'");
        return $"{AutomaticLabels.Name} in {{{string.Join(", ", names)}{(policies.Count > Named ? ", ..." : string.Empty)}}}";
    }
}
