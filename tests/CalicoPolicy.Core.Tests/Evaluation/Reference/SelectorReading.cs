using System.Collections.Concurrent;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// What a selector says of something with labels (calico-dataplane.md 1.4), one operator after the other.
/// </summary>
/// <param name="Label">The value of a label; null where it is not there.</param>
internal sealed record SelectorReading(Func<string, string?> Label)
{
    private static readonly ConcurrentDictionary<string, SelectorNode> Parsed = new(StringComparer.Ordinal);

    /// <summary>Before every key: labels of namespaces are inherited as <c>pcns.</c>, those of service accounts as <c>pcsa.</c>.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>What <c>all()</c> says; in some fields it is "has a namespace" or "has a service account" (1.6).</summary>
    public bool All { get; init; } = true;

    /// <summary>What <c>global()</c> says; in the namespaceSelector of a rule "has no namespace" (1.6).</summary>
    public bool Global { get; init; } = true;

    /// <summary>Whether the selector holds. One without text holds always.</summary>
    public bool Holds(string text) => Holds(Parsed.GetOrAdd(text, given => Selector.Parse(given).Root), text);

    private bool Holds(SelectorNode node, string text) => node switch
    {
        // Calico replaces the text: written with a space inside it stays what it is. Prefixed selectors are rewritten without.
        AllNode => (Prefix.Length == 0 && text[node.Range.Start..node.Range.End] != "all()") || All,
        GlobalNode => Global,
        NotNode not => !Holds(not.Operand, text),
        AndNode all => all.Operands.All(operand => Holds(operand, text)),
        OrNode any => any.Operands.Any(operand => Holds(operand, text)),
        LabelSetNode set => Holds(set, Label(Prefix + set.Label)),
        LabelValueNode test => Holds(test, Label(Prefix + test.Label)),
        HasNode has => Label(Prefix + has.Label) is not null,
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private static bool Holds(LabelSetNode test, string? value) =>
        (value is not null && test.Values.Contains(value, StringComparer.Ordinal)) == (test.Operator == LabelOperator.In);

    private static bool Holds(LabelValueNode test, string? value) => test.Operator switch
    {
        LabelOperator.Equal => value == test.Value,
        LabelOperator.NotEqual => value != test.Value,
        LabelOperator.Contains => value is not null && value.Contains(test.Value, StringComparison.Ordinal),
        LabelOperator.StartsWith => value is not null && value.StartsWith(test.Value, StringComparison.Ordinal),
        LabelOperator.EndsWith => value is not null && value.EndsWith(test.Value, StringComparison.Ordinal),
        _ => throw new NotSupportedException(test.Operator.ToString()),
    };
}
