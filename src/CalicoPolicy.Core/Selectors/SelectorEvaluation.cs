using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>Decides whether labels satisfy a selector. One generic walk, so that a struct of labels is looked up without boxing.</summary>
/// <remarks>At most one lookup per label test; and/or stop at the first operand that decides.</remarks>
internal static class SelectorEvaluation
{
    public static bool Matches<TLabels>(SelectorNode node, TLabels labels)
        where TLabels : ILabels
    {
        switch (node)
        {
            case LabelNode test:
                return labels.TryGet(test.Label, out var value) ? Holds(test, value) : HoldsWithoutLabel(test.Operator);
            case AndNode all:
                foreach (var operand in all.OperandSpan)
                {
                    if (!Matches(operand, labels))
                        return false;
                }

                return true;
            case OrNode any:
                foreach (var operand in any.OperandSpan)
                {
                    if (Matches(operand, labels))
                        return true;
                }

                return false;
            case NotNode not:
                return !Matches(not.Operand, labels);
            case AllNode or GlobalNode:
                return true;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Whether a label with this value passes the test.</summary>
    public static bool Holds(LabelNode test, string value) => test switch
    {
        HasNode => true,
        LabelSetNode set => set.Contains(value) == (set.Operator == LabelOperator.In),
        LabelValueNode compare => compare.Operator switch
        {
            LabelOperator.Equal => value == compare.Value,
            LabelOperator.NotEqual => value != compare.Value,
            LabelOperator.Contains => value.Contains(compare.Value, StringComparison.Ordinal),
            LabelOperator.StartsWith => value.StartsWith(compare.Value, StringComparison.Ordinal),
            LabelOperator.EndsWith => value.EndsWith(compare.Value, StringComparison.Ordinal),
            _ => throw new UnreachableException(),
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether the test passes where the label is missing.</summary>
    public static bool HoldsWithoutLabel(LabelOperator @operator) => @operator is LabelOperator.NotEqual or LabelOperator.NotIn;
}
