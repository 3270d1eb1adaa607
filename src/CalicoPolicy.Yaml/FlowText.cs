using System.Buffers;
using System.Text;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>Writes trees in brackets and braces on one line, for places where they stood so.</summary>
internal static class FlowText
{
    // What needs no quotes between brackets, for the readers of all versions.
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-");

    /// <summary>The text of a node.</summary>
    public static string Of(TreeNode node)
    {
        var text = new StringBuilder();
        Append(node, text);
        return text.ToString();
    }

    private static void Append(TreeNode node, StringBuilder text)
    {
        switch (node)
        {
            case TreeMapping mapping:
                text.Append('{');
                for (var index = 0; index < mapping.Fields.Count; index++)
                {
                    if (index > 0) text.Append(", ");
                    AppendString(mapping.Fields[index].Key, text);
                    text.Append(": ");
                    Append(mapping.Fields[index].Value, text);
                }

                text.Append('}');
                break;
            case TreeSequence sequence:
                text.Append('[');
                for (var index = 0; index < sequence.Items.Count; index++)
                {
                    if (index > 0) text.Append(", ");
                    Append(sequence.Items[index], text);
                }

                text.Append(']');
                break;
            case TreeScalar { Kind: ScalarKind.String } scalar:
                AppendString(scalar.Text, text);
                break;
            case TreeScalar scalar:
                text.Append(ScalarValues.Portable(scalar));
                break;
        }
    }

    private static void AppendString(string value, StringBuilder text)
    {
        var style = StringStyles.Choose(value, isKey: true);
        if (style == StringStyle.Plain && value.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            text.Append(value);
            return;
        }

        using var quoted = new StringWriter(text);
        new TreeWriter(quoted).WriteString(value, style == StringStyle.Plain ? StringStyle.SingleQuoted : style, indent: 0);
    }
}
