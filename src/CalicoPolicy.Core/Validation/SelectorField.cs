using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>A field of a policy that holds a selector, and its text, which is not empty.</summary>
/// <param name="Path">The field's path.</param>
/// <param name="Text">The text.</param>
/// <param name="Place">What the labels in it belong to.</param>
/// <param name="Rule">The rule that it is in; null for the policy's own selectors.</param>
internal sealed record SelectorField(FieldPath Path, string Text, SelectorPlaces Place, RulePlace? Rule)
{
    /// <summary>The field's name, e.g. <c>namespaceSelector</c>.</summary>
    public string Name => Path.Name!;

    /// <summary>The field as people find it: <c>source.selector of egress rule 3 (spec.egress[2])</c>, or <c>spec.selector</c>.</summary>
    public string Description => Rule is null ? ShortDescription : $"{ShortDescription} of {Rule}";

    /// <summary>The field without its rule: <c>source.selector</c>, or <c>spec.selector</c>.</summary>
    public string ShortDescription => Rule is null ? $"spec.{Name}" : string.Join('.', Steps());

    /// <summary>Every selector of a policy or profile, its own first.</summary>
    /// <param name="subject">The policy or profile.</param>
    /// <param name="rules">Its rules.</param>
    public static IReadOnlyList<SelectorField> Of(Resource subject, IEnumerable<RulePlace> rules)
    {
        var fields = new List<SelectorField>();
        if (subject is TieredPolicy policy)
        {
            Add(fields, "selector", policy.Selector, SelectorPlaces.Endpoint);
            Add(fields, "namespaceSelector", (policy as GlobalPolicy)?.NamespaceSelector, SelectorPlaces.Namespace);
            Add(fields, "serviceAccountSelector", policy.ServiceAccountSelector, SelectorPlaces.ServiceAccount);
        }

        foreach (var rule in rules)
        {
            Add(fields, rule, "source", rule.Rule.Source);
            Add(fields, rule, "destination", rule.Rule.Destination);
        }

        return fields;
    }

    private static void Add(List<SelectorField> fields, string name, string? text, SelectorPlaces place)
    {
        if (!string.IsNullOrEmpty(text)) fields.Add(new(FieldPath.Root["spec"][name], text, place, null));
    }

    private static void Add(List<SelectorField> fields, RulePlace rule, string side, PolicyPeer peer)
    {
        if (!string.IsNullOrEmpty(peer.Selector)) fields.Add(new(rule.Path[side]["selector"], peer.Selector, SelectorPlaces.Endpoint, rule));
        if (!string.IsNullOrEmpty(peer.NotSelector)) fields.Add(new(rule.Path[side]["notSelector"], peer.NotSelector, SelectorPlaces.Endpoint, rule));
        if (!string.IsNullOrEmpty(peer.NamespaceSelector))
            fields.Add(new(rule.Path[side]["namespaceSelector"], peer.NamespaceSelector, SelectorPlaces.Namespace, rule));
        if (peer.ServiceAccounts?.Selector is { Length: > 0 } accounts)
            fields.Add(new(rule.Path[side]["serviceAccounts"]["selector"], accounts, SelectorPlaces.ServiceAccount, rule));
    }

    private Stack<string> Steps()
    {
        var steps = new Stack<string>();
        for (var step = Path; step?.Name is not null && step.Depth > Rule!.Path.Depth; step = step.Parent) steps.Push(step.Name);
        return steps;
    }
}
