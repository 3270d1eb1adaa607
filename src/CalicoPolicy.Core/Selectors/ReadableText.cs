using System.Diagnostics;
using System.Text;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Prints a tree the way people write it: single quotes where possible, no parentheses round the whole, and <c>!(...)</c> round
/// everything but has(), all() and global(). Read again it gives the same tree.
/// </summary>
/// <remarks>O(length of the result).</remarks>
internal static class ReadableText
{
    public static string Of(SelectorNode node)
    {
        var text = new StringBuilder(128);
        Append(text, node, inParentheses: false);
        return text.ToString();
    }

    /// <summary>One frame of the stack a level, since trees may be deep.</summary>
    private static void Append(StringBuilder text, SelectorNode node, bool inParentheses)
    {
        text.Append(inParentheses ? "(" : "");
        switch (node)
        {
            case AllNode or GlobalNode or HasNode:
                text.Append(node);
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
                Append(text, not.Operand, inParentheses: not.Operand is not (HasNode or AllNode or GlobalNode));
                break;
            case AndNode or OrNode:
                var operands = node is AndNode all ? all.OperandSpan : ((OrNode)node).OperandSpan;
                for (var i = 0; i < operands.Length; i++)
                {
                    if (i > 0)
                        text.Append(node is AndNode ? " && " : " || ");
                    Append(text, operands[i], inParentheses: operands[i] is AndNode or OrNode);
                }

                break;
            default:
                throw new UnreachableException();
        }

        text.Append(inParentheses ? ")" : "");
    }

    private static void AppendSet(StringBuilder text, LabelSetNode set)
    {
        text.Append(set.Label).Append(set.Operator == LabelOperator.In ? " in {" : " not in {");
        for (var i = 0; i < set.Values.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            AppendQuoted(text, set.Values[i]);
        }

        text.Append('}');
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

    private static void AppendQuoted(StringBuilder text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote).Append(value).Append(quote);
    }
}
