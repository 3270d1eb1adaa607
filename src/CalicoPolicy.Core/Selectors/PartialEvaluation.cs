using System.Diagnostics;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Decides whether labels satisfy a selector where some of them are not known. A test of an unknown label is <see cref="Truth.Maybe"/>,
/// and so is what depends on it, even where no value could make a difference (<c>a || !a</c>).
/// </summary>
/// <remarks>At most one lookup per label test, or two where the label is missing.</remarks>
internal static class PartialEvaluation
{
    public static Truth Judge<TLabels>(SelectorNode node, TLabels labels)
        where TLabels : IPartialLabels
    {
        switch (node)
        {
            case LabelNode test:
                if (labels.TryGet(test.Label, out var value)) return Of(SelectorEvaluation.Holds(test, value));
                return labels.IsUnknown(test.Label) ? Truth.Maybe : Of(SelectorEvaluation.HoldsWithoutLabel(test.Operator));
            case AndNode all:
                var least = Truth.Yes;
                foreach (var operand in all.OperandSpan)
                {
                    var one = Judge(operand, labels);
                    if (one == Truth.No) return Truth.No;
                    if (one < least) least = one;
                }

                return least;
            case OrNode any:
                var most = Truth.No;
                foreach (var operand in any.OperandSpan)
                {
                    var one = Judge(operand, labels);
                    if (one == Truth.Yes) return Truth.Yes;
                    if (one > most) most = one;
                }

                return most;
            case NotNode not:
                return Judge(not.Operand, labels) switch { Truth.Yes => Truth.No, Truth.No => Truth.Yes, _ => Truth.Maybe };
            case AllNode or GlobalNode:
                return Truth.Yes;
            default:
                throw new UnreachableException();
        }
    }

    private static Truth Of(bool holds) => holds ? Truth.Yes : Truth.No;
}
