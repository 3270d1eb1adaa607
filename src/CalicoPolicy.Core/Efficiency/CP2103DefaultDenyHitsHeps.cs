using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A default deny that leaves out namespaces and so selects the host endpoints, which are in none: <c>name not in {...}</c> holds
/// where there is no name (calico-policy.md 2.5).
/// </summary>
internal sealed class CP2103DefaultDenyHitsHeps : FindingRule<GlobalPolicy>
{
    public CP2103DefaultDenyHitsHeps()
        : base(new(
            "CP2103", "DefaultDenyHitsHeps", FindingSeverity.High,
            "A default deny's namespaceSelector only excludes, and so selects host endpoints as well."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        if (CP1002GlobalAllSelector.IsUnbounded(policy, selectors) || PolicyReach.SelectsHosts(policy, selectors) != true) yield break;
        if (!DefaultDenyShape.Is(policy, context)) yield break;
        var isByNamespace = !PolicyScope.IsUnbounded(policy.NamespaceSelector, selectors);
        var (field, label) = isByNamespace ? ("namespaceSelector", AutomaticLabels.Name) : ("selector", AutomaticLabels.Namespace);
        var guarded = $"has({label}) && {PolicyScope.Operand((isByNamespace ? policy.NamespaceSelector : policy.Selector)!, selectors)}";
        yield return new(
            FieldPath.Root["spec"][field],
            $"The spec.{field} only excludes, and that holds for host endpoints too, which are in no namespace: the policy denies "
                + $"{DefaultDenyShape.Directions(policy)} to the nodes themselves, all but the failsafe ports.",
            $"Put has({label}) && in front: spec.{field}: {guarded}.")
        {
            Change = () => PolicyChanges.WithSelector(policy, field, guarded) is { } changed
                ? SuggestedChange.To(changed, "Host endpoints are no longer denied by the policy.")
                : null,
        };
    }
}
