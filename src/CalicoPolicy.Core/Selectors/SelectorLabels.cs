using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>The labels that a selector asks about.</summary>
/// <remarks>O(nodes).</remarks>
public static class SelectorLabels
{
    /// <summary>Every label test in reading order.</summary>
    public static IReadOnlyList<LabelUse> UsesIn(SelectorNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var uses = new List<LabelUse>();
        Add(node, negated: false, uses);
        return uses;
    }

    /// <summary>Every key once, in the order of first use.</summary>
    public static IReadOnlyList<string> KeysIn(SelectorNode node) =>
        [.. UsesIn(node).Select(use => use.Test.Label).Distinct(StringComparer.Ordinal)];

    private static void Add(SelectorNode node, bool negated, List<LabelUse> uses)
    {
        switch (node)
        {
            case LabelNode test:
                uses.Add(new LabelUse(test, negated));
                break;
            case NotNode not:
                Add(not.Operand, !negated, uses);
                break;
            case AndNode all:
                foreach (var operand in all.OperandSpan)
                    Add(operand, negated, uses);
                break;
            case OrNode any:
                foreach (var operand in any.OperandSpan)
                    Add(operand, negated, uses);
                break;
            case AllNode or GlobalNode:
                break;
            default:
                throw new UnreachableException();
        }
    }
}
