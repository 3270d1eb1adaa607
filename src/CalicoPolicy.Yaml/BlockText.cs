using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Revisions;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>Where the parts of block mappings and lists begin and end in a text. Anything out of the ordinary is a <see cref="FormatException"/>.</summary>
internal sealed class BlockText
{
    private readonly string _text;
    private readonly LineStarts _lines;

    public BlockText(string text)
    {
        _text = text;
        _lines = new LineStarts(text);
    }

    public LineStarts Lines => _lines;

    public int Offset(Position position) => _lines.OffsetOf(position);

    /// <summary>Whether a node stands in braces or brackets.</summary>
    public bool IsBracketed(TreeNode node) => node is not TreeScalar && First(node) is '{' or '[';

    /// <summary>Whether a node is a block of text after <c>|</c> or <c>&gt;</c>.</summary>
    public bool IsTextBlock(TreeNode node) => node is TreeScalar { Kind: ScalarKind.String } && First(node) is '|' or '>';

    /// <summary>Whether a node has no text: a null that stands for nothing.</summary>
    public static bool IsNothing(TreeNode node) => node.Span.Start == node.Span.End;

    /// <summary>The parts of a block mapping or list.</summary>
    public IReadOnlyList<BlockPart> PartsOf(TreeNode node)
    {
        var parts = node is TreeMapping mapping ? mapping.Fields.Select(Field).ToArray() : [.. ((TreeSequence)node).Items.Select(Item)];
        return parts.All(part => part.Column == parts[0].Column) ? parts : throw Odd();
    }

    /// <summary>The offset of the line after the one that a text ends on; only a comment may stand between.</summary>
    public int LineEnd(int end)
    {
        if (end > 0 && _text[end - 1] == '\n') return end;
        var lineEnd = _text.IndexOf('\n', end);
        var rest = _text.AsSpan(end, (lineEnd < 0 ? _text.Length : lineEnd) - end).TrimEnd('\r');
        var comment = rest.TrimStart(" \t");
        if (!comment.IsEmpty && (comment[0] != '#' || comment.Length == rest.Length)) throw Odd();
        return lineEnd < 0 ? _text.Length : lineEnd + 1;
    }

    public int LineStart(int at) => at == 0 ? 0 : _text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Whether nothing but spaces stands before a part on its line.</summary>
    public bool IsFirstOnLine(BlockPart part) => _text.AsSpan(part.Start - part.Column, part.Column).IndexOfAnyExcept(' ') < 0;

    /// <summary>Where a part's lines begin: with the comments right above it, in its column.</summary>
    public int LinesStart(BlockPart part)
    {
        var start = LineStart(part.Start);
        while (start > 0)
        {
            var above = LineStart(start - 1);
            var line = _text.AsSpan(above, start - above);
            if (line.IndexOfAnyExcept(' ') != part.Column || line[part.Column] != '#') break;
            start = above;
        }

        return start;
    }

    /// <summary>Makes sure that all nodes stand in the text in their order: not so where there are aliases and merged keys.</summary>
    public static void CheckOrder(TreeNode node)
    {
        var last = Position.Start;
        Check(node);

        void Check(TreeNode current)
        {
            Pass(current.Span.Start);
            if (current is TreeMapping mapping)
            {
                foreach (var field in mapping.Fields)
                {
                    Pass(field.KeySpan.Start);
                    Pass(field.KeySpan.End);
                    Check(field.Value);
                }
            }
            else if (current is TreeSequence sequence)
            {
                foreach (var item in sequence.Items) Check(item);
            }

            Pass(current.Span.End);
        }

        void Pass(Position position) => last = position >= last ? position : throw Odd();
    }

    public static FormatException Odd() => new("The text is not of a form that can be changed in places.");

    private char First(TreeNode node) => Offset(node.Span.Start) is var start && start < _text.Length ? _text[start] : '\0';

    private BlockPart Field(TreeField field)
    {
        var end = Offset(field.KeySpan.End);
        while (end < _text.Length && _text[end] == ' ') end++;
        if (end == _text.Length || _text[end] != ':') throw Odd();
        return Part(Offset(field.KeySpan.Start), end + 1, isItem: false, field.Value);
    }

    private BlockPart Item(TreeNode item)
    {
        var end = Offset(item.Span.Start);
        while (end > 0 && _text[end - 1] == ' ') end--;
        if (end == 0 || _text[end - 1] != '-') throw Odd();
        return Part(end - 1, end, isItem: true, item);
    }

    private BlockPart Part(int start, int headEnd, bool isItem, TreeNode value)
    {
        var column = start - LineStart(start);
        return new BlockPart(start, headEnd, Math.Max(headEnd, EndOf(value)), column, isItem, value);
    }

    private int EndOf(TreeNode node)
    {
        if (node is TreeScalar || IsBracketed(node))
        {
            var end = Offset(node.Span.End);

            // The empty lines behind a block of text are left to what comes after.
            if (IsTextBlock(node))
            {
                while (end > 0 && _text.AsSpan(LineStart(end - 1), end - LineStart(end - 1)).IsWhiteSpace()) end = LineStart(end - 1);
            }

            return end;
        }

        return PartsOf(node)[^1].End;
    }
}
