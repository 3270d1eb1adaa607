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

    /// <summary>Every selector of a policy, its own first. O(rules).</summary>
    public static IEnumerable<SelectorField> Of(TieredPolicy policy)
    {
        var spec = FieldPath.Root["spec"];
        if (Field(spec["selector"], policy.Selector, SelectorPlaces.Endpoint, null) is { } own) yield return own;
        if (Field(spec["namespaceSelector"], (policy as GlobalPolicy)?.NamespaceSelector, SelectorPlaces.Namespace, null) is { } namespaces)
            yield return namespaces;
        if (Field(spec["serviceAccountSelector"], policy.ServiceAccountSelector, SelectorPlaces.ServiceAccount, null) is { } accounts)
            yield return accounts;
        foreach (var rule in RulePlace.Of(policy))
        {
            foreach (var (name, peer) in rule.Sides)
            {
                foreach (var field in Of(rule.Path[name], peer, rule)) yield return field;
            }
        }
    }

    private static IEnumerable<SelectorField> Of(FieldPath path, PolicyPeer peer, RulePlace rule)
    {
        if (Field(path["selector"], peer.Selector, SelectorPlaces.Endpoint, rule) is { } selector) yield return selector;
        if (Field(path["notSelector"], peer.NotSelector, SelectorPlaces.Endpoint, rule) is { } not) yield return not;
        if (Field(path["namespaceSelector"], peer.NamespaceSelector, SelectorPlaces.Namespace, rule) is { } namespaces)
            yield return namespaces;
        if (Field(path["serviceAccounts"]["selector"], peer.ServiceAccounts?.Selector, SelectorPlaces.ServiceAccount, rule) is { } accounts)
            yield return accounts;
    }

    private static SelectorField? Field(FieldPath path, string? text, SelectorPlaces place, RulePlace? rule) =>
        string.IsNullOrEmpty(text) ? null : new(path, text, place, rule);

    private Stack<string> Steps()
    {
        var steps = new Stack<string>();
        for (var step = Path; step?.Name is not null && step.Depth > Rule!.Path.Depth; step = step.Parent) steps.Push(step.Name);
        return steps;
    }
}
