using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A default deny that leaves out some namespaces and forgets one of the system: always kube-system and calico-system,
/// tigera-system where Enterprise still has it, and those of the system that are in the input.
/// </summary>
internal sealed class CP2107ExcludedNsList : FindingRule<GlobalPolicy>
{
    public CP2107ExcludedNsList()
        : base(new(
            "CP2107", "ExcludedNsList", FindingSeverity.Medium,
            "A default deny does not leave out all namespaces of the system."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        if (CP1002GlobalAllSelector.IsUnbounded(policy, selectors) || !DefaultDenyShape.Is(policy, context)) yield break;
        var missing = SystemNamespaces.Of(context).Names.Where(ns => PolicyReach.SelectsPodsOf(policy, ns, selectors) == true).ToList();
        if (missing.Count == 0) yield break;
        var field = PolicyScope.IsUnbounded(policy.NamespaceSelector, selectors) ? "selector" : "namespaceSelector";
        yield return new(
            FieldPath.Root["spec"][field],
            $"The default deny does not leave out {string.Join(", ", missing)}: {DefaultDenyShape.Directions(policy)} of the system's pods there is denied.",
            $"Add '{string.Join("', '", missing)}' to the namespaces that spec.{field} excludes.")
        {
            Change = () => Extended(policy, field, missing, selectors),
        };
    }

    private static SuggestedChange? Extended(GlobalPolicy policy, string field, IReadOnlyList<string> missing, SelectorCache selectors)
    {
        var (text, label) = field == "selector" ? (policy.Selector, AutomaticLabels.Namespace) : (policy.NamespaceSelector, AutomaticLabels.Name);
        return selectors.Find(text) is { } selector && PolicyChanges.WithSelector(policy, field, PolicyChanges.Excluding(selector, label, missing)) is { } changed
            ? SuggestedChange.To(changed, $"{string.Join(", ", missing)}: no longer denied by the policy.")
            : null;
    }
}
