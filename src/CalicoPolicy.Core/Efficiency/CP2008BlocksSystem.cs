using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A global policy that cuts the system's pods, or host endpoints, off from what it does not allow, be it by a Deny of its own or
/// at the end of the tier. Only where its selectors prove it. Default denies are CP2102, CP2103 and CP2107's, deny lists CP2206's;
/// one that is for the system alone and allows something is meant so. With a snapshot it is judged endpoint by endpoint.
/// </summary>
internal sealed class CP2008BlocksSystem : FindingRule<GlobalPolicy>
{
    // A name that no rule singles out: what is selected there too is selected nearly everywhere.
    private const string AnyOther = "calicopolicy-any-other";

    public CP2008BlocksSystem()
        : base(new("CP2008", "BlocksSystem", FindingSeverity.High, "A global policy denies traffic of the system's pods."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        if (policy.IsStaged || PolicyScope.IsForHostsOnly(policy) || DefaultDenyShape.Is(policy, context)) yield break;
        if (Inventory.Of(context) is { } inventory && SystemVictims.Of(policy, inventory) is { } known)
        {
            List<PolicyType> lost = [.. policy.Types.Where(direction => IsCut(policy, direction, known.IsForOthers, context) && known.Lose(policy, direction))];
            if (lost.Count > 0) yield return new(FieldPath.Root["spec"], Message(policy, lost, known), Recommendation(lost)) { Content = string.Join(',', lost) };
            yield break;
        }

        var selectors = SelectorCache.Of(context);
        var victims = PolicyReach.SystemNamespacesOf(policy, selectors);
        if (victims.Count == 0) yield break;
        var isForAll = PolicyReach.SelectsPodsOf(policy, AnyOther, selectors) == true;
        List<PolicyType> cut = [.. policy.Types.Where(direction => IsCut(policy, direction, isForAll, context))];
        victims.RemoveAll(ns => cut.TrueForAll(direction => OpenEnds.Of(context).LetsOutPodsOf(policy, direction, ns, selectors, isBefore: EndsInDeny(policy, direction))));
        if (victims.Count == 0 || cut.Count == 0) yield break;
        yield return new(FieldPath.Root["spec"], Message(policy, victims, cut, selectors), Recommendation(cut))
        {
            Content = string.Join(',', cut),
        };
    }

    private static bool IsCut(GlobalPolicy policy, PolicyType direction, bool isForAll, RuleContext context)
    {
        var rules = policy.RulesOf(direction);
        if (!direction.IsKnown || (!isForAll && rules.Any(rule => rule.Action == PolicyAction.Allow || rule.Action == PolicyAction.Pass))) return false;
        if (rules.FirstOrDefault(rule => rule.Action.IsTerminal && rule.IsUnconditional()) is { } closing) return closing.Action == PolicyAction.Deny;
        return TierIndex.Of(context).DefaultActionOf(policy.Tier) == PolicyAction.Deny
            && !CP2206DenyOnlyPolicy.IsDenyOnly(policy, direction, context)
            && !OpenEnds.Of(context).IsOpen(policy, direction, SelectorCache.Of(context))
            && !IsForDnsOnly(rules);
    }

    private static bool EndsInDeny(GlobalPolicy policy, PolicyType direction) =>
        policy.RulesOf(direction).FirstOrDefault(rule => rule.Action.IsTerminal && rule.IsUnconditional())?.Action == PolicyAction.Deny;

    private static bool IsForDnsOnly(IReadOnlyList<PolicyRule> rules) =>
        rules.Count > 0 && rules.All(rule => rule.IsDnsAllow() || rule.Action == PolicyAction.Pass || rule.Action == PolicyAction.Log);

    private static string Message(GlobalPolicy policy, List<PolicyType> lost, SystemVictims victims) =>
        $"The policy selects endpoints of the system: {string.Join("; ", lost.Select(direction => $"{direction.Text.ToLowerInvariant()} that its rules do not let through is denied to {victims.Listed(policy, direction)}"))}, "
            + $"in tier {policy.Tier}. DNS, Calico and the nodes' agents lose what nobody listed.";

    private static string Message(GlobalPolicy policy, List<string> victims, List<PolicyType> cut, SelectorCache selectors)
    {
        var hosts = PolicyReach.SelectsHosts(policy, selectors) == true ? ", and host endpoints" : string.Empty;
        return $"The policy selects all pods of {string.Join(" and ", victims)}{hosts}, and {string.Join(" and ", cut).ToLowerInvariant()} that its rules do not let "
            + $"through is denied to them in tier {policy.Tier}: DNS, Calico and the nodes' agents lose what nobody listed.";
    }

    private static string Recommendation(List<PolicyType> cut) =>
        "Leave out the system in spec.namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}; "
        + $"or end {string.Join(" and ", cut.Select(direction => "spec." + direction.Text.ToLowerInvariant()))} with a rule action: Pass.";
}
