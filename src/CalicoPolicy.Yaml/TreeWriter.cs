using System.Globalization;
using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Writes trees in block style, as kubectl prints them: two spaces, list items in the column of their key. An own writer, since the
/// emitter of YamlDotNet leaves words and numbers of YAML 1.1 unquoted and folds or trims some texts. Linear.
/// </summary>
internal sealed class TreeWriter
{
    // Readers look for the colon of a key in its first 1,024 characters only.
    private const int LongestPlainKey = 512;

    private readonly TextWriter _text;

    public TreeWriter(TextWriter text) => _text = text;

    public void WriteDocument(TreeNode root)
    {
        switch (root)
        {
            case TreeMapping { Fields.Count: > 0 } mapping:
                WriteFields(mapping, 0, isFirstIndented: true);
                break;
            case TreeSequence { Items.Count: > 0 } sequence:
                WriteItems(sequence, 0, isFirstIndented: true);
                break;
            case TreeScalar { Kind: ScalarKind.Null, Text.Length: 0 }:
                _text.Write("null\n");
                break;
            default:
                WriteInline(root, 0);
                break;
        }
    }

    /// <summary>Writes a field of a block mapping, with its line break; the indentation before the key is the caller's.</summary>
    public void WriteField(TreeField field, int indent)
    {
        var isLong = WriteKey(field.Key, indent);
        _text.Write(':');
        WriteAfterKey(field.Value, indent, isLong);
    }

    /// <summary>Writes an item of a block list, with its line break; the indentation before the dash is the caller's.</summary>
    public void WriteItem(TreeNode item, int indent)
    {
        _text.Write('-');
        WriteAfterDash(item, indent);
    }

    /// <summary>Writes what stands behind the colon of a key that is indented so.</summary>
    public void WriteAfterKey(TreeNode value, int indent, bool isLongKey = false)
    {
        switch (value)
        {
            case TreeMapping { Fields.Count: > 0 } mapping:
                _text.Write('\n');
                WriteFields(mapping, indent + 2, isFirstIndented: true);
                break;
            case TreeSequence { Items.Count: > 0 } sequence:
                _text.Write('\n');
                WriteItems(sequence, isLongKey ? indent + 2 : indent, isFirstIndented: true);
                break;
            default:
                WriteAfterIndicator(value, indent);
                break;
        }
    }

    /// <summary>Writes what stands behind the dash of an item that is indented so.</summary>
    public void WriteAfterDash(TreeNode value, int indent)
    {
        switch (value)
        {
            case TreeMapping { Fields.Count: > 0 } mapping:
                _text.Write(' ');
                WriteFields(mapping, indent + 2, isFirstIndented: false);
                break;
            case TreeSequence { Items.Count: > 0 } sequence:
                _text.Write(' ');
                WriteItems(sequence, indent + 2, isFirstIndented: false);
                break;
            default:
                WriteAfterIndicator(value, indent);
                break;
        }
    }

    private void WriteFields(TreeMapping mapping, int indent, bool isFirstIndented)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var field in mapping.Fields)
        {
            if (isFirstIndented)
                Indent(indent);
            isFirstIndented = true;
            WriteField(field, indent);
        }
    }

    private void WriteItems(TreeSequence sequence, int indent, bool isFirstIndented)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var item in sequence.Items)
        {
            if (isFirstIndented)
                Indent(indent);
            isFirstIndented = true;
            WriteItem(item, indent);
        }
    }

    /// <returns>Whether the key stands on a line of its own, after <c>?</c>.</returns>
    private bool WriteKey(string key, int indent)
    {
        var style = StringStyles.Choose(key, isKey: true);
        var isLong = key.Length > LongestPlainKey / (style == StringStyle.DoubleQuoted ? 10 : 2);
        if (isLong)
            _text.Write("? ");
        WriteString(key, style, indent);
        if (!isLong)
            return false;
        _text.Write('\n');
        Indent(indent);
        return true;
    }

    private void WriteAfterIndicator(TreeNode node, int indent)
    {
        // A null that stands for nothing at all stays so.
        if (node is TreeScalar { Kind: ScalarKind.Null, Text.Length: 0 })
        {
            _text.Write('\n');
            return;
        }

        _text.Write(' ');
        WriteInline(node, indent);
    }

    private void WriteInline(TreeNode node, int indent)
    {
        switch (node)
        {
            case TreeMapping:
                _text.Write("{}\n");
                break;
            case TreeSequence:
                _text.Write("[]\n");
                break;
            case TreeScalar { Kind: ScalarKind.String } scalar:
                var style = StringStyles.Choose(scalar.Text, isKey: false);
                WriteString(scalar.Text, style, indent);
                if (style != StringStyle.Literal)
                    _text.Write('\n');
                break;
            case TreeScalar scalar:
                _text.Write(ScalarValues.Portable(scalar));
                _text.Write('\n');
                break;
        }
    }

    /// <summary>Writes a string in a style; the lines of a literal block one step further in than the indentation.</summary>
    public void WriteString(string value, StringStyle style, int indent)
    {
        switch (style)
        {
            case StringStyle.Plain:
                _text.Write(value);
                break;
            case StringStyle.SingleQuoted:
                _text.Write('\'');
                _text.Write(value.Replace("'", "''", StringComparison.Ordinal));
                _text.Write('\'');
                break;
            case StringStyle.DoubleQuoted:
                WriteEscaped(value);
                break;
            case StringStyle.Literal:
                WriteLiteral(value, indent + 2);
                break;
        }
    }

    private void WriteLiteral(string value, int indent)
    {
        _text.Write(value.EndsWith("\n\n", StringComparison.Ordinal) ? "|+" : value.EndsWith('\n') ? "|" : "|-");
        _text.Write('\n');
        var rest = value.AsSpan(0, value.EndsWith('\n') ? value.Length - 1 : value.Length);
        foreach (var line in rest.EnumerateLines())
        {
            if (!line.IsEmpty)
                Indent(indent);
            _text.Write(line);
            _text.Write('\n');
        }
    }

    private void WriteEscaped(string value)
    {
        Span<char> units = stackalloc char[2];
        _text.Write('"');
        foreach (var character in value.EnumerateRunes())
        {
            switch (character.Value)
            {
                case '"' or '\\':
                    _text.Write('\\');
                    _text.Write((char)character.Value);
                    break;
                case '\n':
                    _text.Write("\\n");
                    break;
                case '\t':
                    _text.Write("\\t");
                    break;
                case '\r':
                    _text.Write("\\r");
                    break;
                case 0:
                    _text.Write("\\0");
                    break;
                case < 0x100 when StringStyles.MustEscape(character):
                    _text.Write("\\x" + character.Value.ToString("X2", CultureInfo.InvariantCulture));
                    break;
                case <= 0xFFFF when StringStyles.MustEscape(character):
                    _text.Write("\\u" + character.Value.ToString("X4", CultureInfo.InvariantCulture));
                    break;
                case > 0xFFFF when StringStyles.MustEscape(character):
                    _text.Write("\\U" + character.Value.ToString("X8", CultureInfo.InvariantCulture));
                    break;
                default:
                    _text.Write(units[..character.EncodeToUtf16(units)]);
                    break;
            }
        }

        _text.Write('"');
    }

    private void Indent(int count)
    {
        for (; count > 0; count--)
            _text.Write(' ');
    }
}
