using System.Diagnostics;
using System.Text;

namespace CalicoPolicy.Core.Selectors;

/// <summary>Prints a tree the way Calico does (libcalico-go/lib/selector/parser, collectFragments).</summary>
/// <remarks>O(length of the result).</remarks>
internal static class CanonicalText
{
    public static string Of(SelectorNode node)
    {
        var text = new StringBuilder(128);
        Append(text, node);
        return text.ToString();
    }

    /// <summary>One frame of the stack a level, since trees may be deep.</summary>
    private static void Append(StringBuilder text, SelectorNode node)
    {
        switch (node)
        {
            case AllNode:
                text.Append("all()");
                break;
            case GlobalNode:
                text.Append("global()");
                break;
            case HasNode has:
                text.Append("has(").Append(has.Label).Append(')');
                break;
            case LabelValueNode compare:
                text.Append(compare.Label).Append(Operator(compare.Operator));
                AppendQuoted(text, compare.Value);
                break;
            case LabelSetNode set:
                AppendSet(text, set);
                break;
            case NotNode not:
                text.Append('!');
                Append(text, not.Operand);
                break;
            case AndNode or OrNode:
                var operands = node is AndNode all ? all.OperandSpan : ((OrNode)node).OperandSpan;
                text.Append('(');
                for (var i = 0; i < operands.Length; i++)
                {
                    if (i > 0)
                        text.Append(node is AndNode ? " && " : " || ");
                    Append(text, operands[i]);
                }

                text.Append(')');
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static string Operator(LabelOperator @operator) => @operator switch
    {
        LabelOperator.Equal => " == ",
        LabelOperator.NotEqual => " != ",
        LabelOperator.Contains => " contains ",
        LabelOperator.StartsWith => " starts with ",
        LabelOperator.EndsWith => " ends with ",
        _ => throw new UnreachableException(),
    };

    private static void AppendSet(StringBuilder text, LabelSetNode set)
    {
        text.Append(set.Label).Append(set.Operator == LabelOperator.In ? " in {" : " not in {");
        for (var i = 0; i < set.Values.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            AppendQuoted(text, set.Values[i]);
        }

        text.Append('}');
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        var quote = value.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        text.Append(quote).Append(value).Append(quote);
    }
}
