using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// A label that Calico sets itself, in a field where nothing carries it: there is no error, the condition just never holds
/// (or always, when it asks for the label's absence). Also an orchestrator other than <c>k8s</c>
/// (Calico's documentation, "Use Calico labels").
/// </summary>
internal sealed class CP3003WrongAutoLabel : FindingRule<TieredPolicy>
{
    private const string SetKind = "projectcalico.org/kind";

    public CP3003WrongAutoLabel()
        : base(new(
            "CP3003", "WrongAutoLabel", FindingSeverity.High,
            "A selector asks for an automatic label where nothing carries it, so that it silently never matches."))
    {
    }

    public override bool LooksAround => true;

    /// <summary>Whether a selector asks for a label where nothing carries it.</summary>
    public static bool IsFound(SelectorField field, RuleContext context) =>
        SelectorCache.Of(context).Find(field.Text) is { } selector && Wrong(selector, field, context).Any();

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        foreach (var field in SelectorFields.Of(policy, context))
        {
            if (selectors.Find(field.Text) is not { } selector) continue;
            foreach (var use in Wrong(selector, field, context))
                yield return Observe(policy, field, selector, use, selectors);
        }
    }

    /// <summary>The first use of each label that is wrong here.</summary>
    private static IEnumerable<LabelUse> Wrong(Selector selector, SelectorField field, RuleContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in SelectorLabels.UsesIn(selector.Root))
        {
            var places = AutomaticLabels.PlacesOf(use.Test.Label);
            if (places == SelectorPlaces.None) continue;
            var isWrong = places.HasFlag(field.Place) ? IsOtherOrchestrator(use.Test) : !MayBeCarried(use.Test, selector, field, context);
            if (isWrong && seen.Add(use.Test.Label)) yield return use;
        }
    }

    private static bool IsOtherOrchestrator(LabelNode test) => test.Label == AutomaticLabels.Orchestrator && test switch
    {
        LabelValueNode { Operator: LabelOperator.Equal or LabelOperator.NotEqual } one => one.Value != "k8s",
        LabelSetNode set => set.Values.Count > 0 && !set.Contains("k8s"),
        _ => false,
    };

    /// <summary>
    /// Calico Enterprise also puts the name, and the kind beside it, on network sets; and an object of the input may carry what
    /// nobody expects.
    /// </summary>
    private static bool MayBeCarried(LabelNode test, Selector selector, SelectorField field, RuleContext context)
    {
        if (field.Place == SelectorPlaces.Endpoint)
        {
            if (LabelledObjects.Of(context).IsCarried(test.Label)) return true;
            return test.Label == AutomaticLabels.Name && field.Rule is not null
                && (SelectorLabels.KeysIn(selector.Root).Contains(SetKind) || SetNames.Of(context).AreAsked(test));
        }

        return LabelledObjects.Of(context).IsCarriedBy(field.Place == SelectorPlaces.Namespace ? "Namespace" : "ServiceAccount", test.Label);
    }

    private static Observation Observe(
        TieredPolicy policy, SelectorField field, Selector selector, LabelUse use, SelectorCache selectors)
    {
        var label = use.Test.Label;
        var isNeeded = LabelRestrictions.Of(selector.Root).Labels.TryGetValue(label, out var restriction) && restriction.MustBePresent;
        var content = field.Rule is null ? string.Empty : new RuleContent(selectors).Of(field.Rule.Rule);
        return new(field.Path, $"{Reason(field, use)} {Effect(policy, field, isNeeded)}", Recommendation(field, use))
        {
            Content = $"{field.Rule?.ListName} {field.ShortDescription} {label} {content}",
            Part = new(field.Text, use.Test.Range.Start),
        };
    }

    private static string Reason(SelectorField field, LabelUse use)
    {
        if (AutomaticLabels.PlacesOf(use.Test.Label).HasFlag(field.Place))
            return $"The {field.Description} asks for another {use.Test.Label} than k8s, the only value that Calico sets on pods.";
        return $"The {field.Description} asks for {use.Test.Label}, which {Carriers(field.Place)} do not carry ({Owner(use.Test.Label)}).";
    }

    private static string Effect(TieredPolicy policy, SelectorField field, bool isNeeded)
    {
        if (!isNeeded) return "That condition means nothing, and there is no error.";
        return field switch
        {
            { Rule: null } => "So the policy selects nothing, and there is no error.",
            { Name: "notSelector" } => "So it excludes nothing, and there is no error.",
            { Rule: { } rule } => $"So this {rule.Rule.Action} rule never matches{Danger(rule, policy)}, and there is no error.",
        };
    }

    private static string Danger(RulePlace rule, TieredPolicy policy) =>
        rule.Rule.Action == PolicyAction.Deny && policy is not IStagedPolicy ? ": what it should block goes on to the next rules" : string.Empty;

    private static string Recommendation(SelectorField field, LabelUse use)
    {
        var label = use.Test.Label;
        if (AutomaticLabels.PlacesOf(label).HasFlag(field.Place)) return $"Write {label} == 'k8s', or leave the condition out.";
        return (label, field.Place) switch
        {
            (AutomaticLabels.Namespace, SelectorPlaces.Namespace) =>
                $"Write {AutomaticLabels.Name} instead of {label} in {field.Name}; or move the condition to selector, where {label} is right.",
            (AutomaticLabels.Name, SelectorPlaces.Endpoint) =>
                $"To name namespaces, move the condition to namespaceSelector, or write {AutomaticLabels.Namespace} instead of {label} in {field.Name}.",
            (AutomaticLabels.MetadataName, SelectorPlaces.Endpoint) =>
                $"Move the condition to namespaceSelector, or write {AutomaticLabels.Namespace} instead of {label}.",
            (AutomaticLabels.ServiceAccount, SelectorPlaces.ServiceAccount) => $"Write {AutomaticLabels.Name} instead of {label}.",
            (_, SelectorPlaces.ServiceAccount) => $"Move the condition to {(label == AutomaticLabels.MetadataName ? "namespaceSelector" : "selector")}.",
            _ => $"Move the condition to selector, where {label} is right.",
        };
    }

    private static string Carriers(SelectorPlaces place) => place switch
    {
        SelectorPlaces.Endpoint => "pods, host endpoints and network sets",
        SelectorPlaces.Namespace => "namespaces",
        _ => "service accounts",
    };

    private static string Owner(string label) => label switch
    {
        AutomaticLabels.Name => "it is on namespaces and service accounts",
        AutomaticLabels.MetadataName => "it is on namespaces",
        AutomaticLabels.Namespace => "it is on pods and network sets",
        _ => "it is on pods",
    };
}
