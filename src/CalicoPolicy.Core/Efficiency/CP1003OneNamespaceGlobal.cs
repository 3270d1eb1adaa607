using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A global policy that is kept to one namespace by its name and so could be a namespaced policy. Policies for forwarded traffic
/// have no namespaced form; a namespace that is picked by other labels too may come to be another one.
/// </summary>
internal sealed class CP1003OneNamespaceGlobal : FindingRule<GlobalPolicy>
{
    public CP1003OneNamespaceGlobal()
        : base(new("CP1003", "OneNamespaceGlobal", FindingSeverity.Medium, "A global policy selects endpoints of one namespace only."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        if (PolicyScope.GovernsForwarded(policy)) yield break;
        var selectors = SelectorCache.Of(context);
        var byNamespace = NameIn(selectors.Find(policy.NamespaceSelector)?.Root);
        var ns = byNamespace ?? LabelledNamespace(policy, selectors);
        if (string.IsNullOrEmpty(ns)) yield break;
        var field = byNamespace is null ? "selector" : "namespaceSelector";
        yield return new(
            FieldPath.Root["spec"][field],
            $"The {policy.Kind} selects nothing outside of namespace {ns}, which is what a {Namespaced(policy)} is for: the owners of the "
                + "namespace see it beside their own, and whoever reads the global policies need not.",
            Recommendation(policy, context.RulesOf(policy), field, ns))
        {
            Change = () => NamespacedForm.Of(policy, RulePlace.Of(policy).ToList(), ns),
        };
    }

    /// <summary>The namespace that a namespace selector names and asks nothing more of; null where it is another selector.</summary>
    private static string? NameIn(SelectorNode? node)
    {
        if (node is not AndNode all) return PolicyScope.SingleNamespace(node);
        string? name = null;
        foreach (var operand in all.Operands)
        {
            if (PolicyScope.HoldsForEveryPod(operand, SelectorPlaces.Namespace)) continue;
            if (PolicyScope.SingleNamespace(operand) is not { } found || (name is not null && name != found)) return null;
            name = found;
        }

        return name;
    }

    private static string? LabelledNamespace(GlobalPolicy policy, SelectorCache selectors) =>
        string.IsNullOrEmpty(policy.NamespaceSelector) && selectors.Find(policy.Selector) is { } selector
        && LabelRestrictions.Of(selector.Root).Labels.TryGetValue(AutomaticLabels.Namespace, out var asked)
        && asked is { MustBePresent: true, LimitsValues: true } && asked.Values.Count == 1 ? asked.Values[0] : null;

    private static string Recommendation(GlobalPolicy policy, IReadOnlyList<RulePlace> rules, string field, string ns)
    {
        var what = field == "selector" ? $"the condition on {AutomaticLabels.Namespace} in spec.selector" : "spec.namespaceSelector";
        var remote = rules.Any(rule => PolicyScope.IsKeptToNamespace(rule.Remote))
            ? " In its rules, selectors without a namespaceSelector then mean that namespace only: give those that are meant for other "
                + "namespaces namespaceSelector: all(), and those for global network sets namespaceSelector: global()."
            : string.Empty;
        return $"Make it a {Namespaced(policy)} with metadata.namespace: {ns}, without {what}.{remote}";
    }

    private static string Namespaced(GlobalPolicy policy) => policy.Kind.Replace("Global", string.Empty, StringComparison.Ordinal);
}
