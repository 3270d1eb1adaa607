using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>Writes a tree as indented JSON, straight to the text: two spaces, line feeds.</summary>
internal static class JsonTreeWriter
{
    public static void Write(TreeNode root, TextWriter text)
    {
        WriteNode(root, text, 0);
        text.Write('\n');
    }

    /// <summary>A node's text, its further lines indented by a number of spaces.</summary>
    public static string Text(TreeNode node, int indent)
    {
        using var text = new StringWriter();
        WriteNode(node, text, indent);
        return text.ToString();
    }

    /// <summary>A node's text in one line.</summary>
    public static string OneLine(TreeNode node)
    {
        using var text = new StringWriter();
        WriteInLine(node, text);
        return text.ToString();
    }

    private static void WriteInLine(TreeNode node, TextWriter text)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case TreeMapping mapping:
                text.Write('{');
                for (var index = 0; index < mapping.Fields.Count; index++)
                {
                    if (index > 0) text.Write(',');
                    WriteString(mapping.Fields[index].Key, text);
                    text.Write(':');
                    WriteInLine(mapping.Fields[index].Value, text);
                }

                text.Write('}');
                break;
            case TreeSequence sequence:
                text.Write('[');
                for (var index = 0; index < sequence.Items.Count; index++)
                {
                    if (index > 0) text.Write(',');
                    WriteInLine(sequence.Items[index], text);
                }

                text.Write(']');
                break;
            case TreeScalar scalar:
                WriteScalar(scalar, text);
                break;
        }
    }

    private static void WriteNode(TreeNode node, TextWriter text, int indent)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case TreeMapping { Fields.Count: 0 }:
                text.Write("{}");
                break;
            case TreeSequence { Items.Count: 0 }:
                text.Write("[]");
                break;
            case TreeMapping mapping:
                text.Write('{');
                for (var index = 0; index < mapping.Fields.Count; index++)
                {
                    BeginLine(text, index > 0, indent + 2);
                    WriteString(mapping.Fields[index].Key, text);
                    text.Write(": ");
                    WriteNode(mapping.Fields[index].Value, text, indent + 2);
                }

                BeginLine(text, hasComma: false, indent);
                text.Write('}');
                break;
            case TreeSequence sequence:
                text.Write('[');
                for (var index = 0; index < sequence.Items.Count; index++)
                {
                    BeginLine(text, index > 0, indent + 2);
                    WriteNode(sequence.Items[index], text, indent + 2);
                }

                BeginLine(text, hasComma: false, indent);
                text.Write(']');
                break;
            case TreeScalar scalar:
                WriteScalar(scalar, text);
                break;
        }
    }

    private static void BeginLine(TextWriter text, bool hasComma, int indent)
    {
        text.Write(hasComma ? ",\n" : "\n");
        for (; indent > 0; indent--)
            text.Write(' ');
    }

    private static void WriteScalar(TreeScalar scalar, TextWriter text)
    {
        var value = ScalarValues.Portable(scalar);
        if (scalar.Kind == ScalarKind.String || value.EndsWith("inf", StringComparison.Ordinal) || value.EndsWith("nan", StringComparison.Ordinal))
            WriteString(value, text);
        else
            text.Write(value);
    }

    private static void WriteString(string value, TextWriter text)
    {
        for (var index = 0; index < value.Length; index++)
        {
            if (!char.IsSurrogate(value[index]))
                continue;
            if (!Rune.TryGetRuneAt(value, index, out _))
                throw new ArgumentException($"The text has half of a surrogate pair at character {index + 1}, which no JSON in UTF-8 can hold.", nameof(value));
            index++;
        }

        text.Write('"');
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text, value);
        text.Write('"');
    }
}
