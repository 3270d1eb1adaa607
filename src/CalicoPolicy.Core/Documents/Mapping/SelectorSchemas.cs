using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How selectors of Kubernetes, and what goes with them, look.</summary>
internal static class SelectorSchemas
{
    /// <summary>With unknown fields: for policies.</summary>
    public static ObjectSchema<LabelSelector> Full { get; } = Selector(keepsUnknown: true);

    /// <summary>The model's fields only: for workloads.</summary>
    public static ObjectSchema<LabelSelector> Listed { get; } = Selector(keepsUnknown: false);

    /// <summary>A protocol, which is text in Kubernetes, even where it is a number.</summary>
    public static ICodec<Protocol> Protocol { get; } = new WordCodec<Protocol>(text => new(text), protocol => protocol.ToString());

    /// <summary>A port by number or name.</summary>
    public static ICodec<KubernetesPort> Port { get; } = new IntegerOrTextCodec<KubernetesPort>(
        number => new(number), text => new(text), port => (port.Number, port.ToString()));

    private static ObjectSchema<LabelSelector> Selector(bool keepsUnknown) => new(
        new(),
        new FieldList<LabelSelector>()
            .Labels("matchLabels", selector => selector.MatchLabels, (selector, value) => selector with { MatchLabels = value })
            .List("matchExpressions", Requirement(keepsUnknown), selector => selector.MatchExpressions, (selector, value) => selector with { MatchExpressions = value }),
        keepsUnknown);

    private static ObjectSchema<LabelSelectorRequirement> Requirement(bool keepsUnknown) => new(
        new(),
        new FieldList<LabelSelectorRequirement>()
            .RequiredText("key", requirement => requirement.Key, (requirement, value) => requirement with { Key = value })
            .RequiredText("operator", requirement => requirement.Operator, (requirement, value) => requirement with { Operator = value })
            .TextList("values", requirement => requirement.Values, (requirement, value) => requirement with { Values = value }),
        keepsUnknown);
}
