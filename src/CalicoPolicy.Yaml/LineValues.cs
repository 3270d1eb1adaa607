using System.Buffers;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>The keys and values of one line, as <see cref="OrdinaryDocument"/> reads them. Null means: not of the ordinary form.</summary>
internal sealed class LineValues
{
    /// <summary>How deep brackets may be nested.</summary>
    public const int MostBrackets = 8;

    // The parser looks for the colon of a key in 1,024 characters.
    private const int LongestKey = 256;

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly TextPool _texts;
    private readonly int _longest;
    private readonly StringBuilder _block = new();

    public LineValues(TextPool texts, int longest)
    {
        _texts = texts;
        _longest = longest;
    }

    /// <summary>How many nodes were read.</summary>
    public int Nodes { get; set; }

    /// <summary>Whether there was a comment.</summary>
    public bool HasComments { get; set; }

    /// <summary>Begins with another document.</summary>
    public void Restart()
    {
        Nodes = 0;
        HasComments = false;
    }

    /// <summary>Whether a key begins here, and not a value.</summary>
    public static bool IsKey(in LineText lines) => KeyLength(lines.Rest) > 0;

    /// <summary>Reads a key, its colon, and the comment behind them where there is one.</summary>
    public string? Key(ref LineText lines, out TextSpan span)
    {
        var length = KeyLength(lines.Rest);
        span = new TextSpan(lines.Position, lines.PositionOf(length));
        if (length == 0) return null;
        var key = _texts.Get(lines.Rest[..length]);
        Nodes++;
        lines.Skip(length + 1);
        PassComment(ref lines);
        return ScalarValues.Resolve(key) == ScalarKind.String ? key : null;
    }

    /// <summary>Reads a value that begins on this line, up to the line's end; a list in brackets, or a block of text, may take more lines.</summary>
    /// <param name="lines">Stands on the value; after it at the end of its last line.</param>
    /// <param name="column">The column of the key or item that the value belongs to: all of it stands further in.</param>
    public TreeNode? Value(ref LineText lines, int column)
    {
        TreeNode? value = lines.Rest[0] switch
        {
            '|' or '>' => Block(ref lines, column),
            '[' => List(ref lines, column, 1),
            '{' => Braces(ref lines, column, 1),
            '"' or '\'' => Quoted(ref lines),
            _ => Plain(ref lines),
        };
        if (value is null) return null;
        PassComment(ref lines);
        return lines.IsLineOver ? value : null;
    }

    private static int KeyLength(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || !(char.IsAsciiLetterOrDigit(rest[0]) || rest[0] == '_')) return 0;
        var length = rest.IndexOfAnyExcept(KeyCharacters);
        if (length < 0) length = rest.Length;
        return length > 1 && length <= LongestKey && rest[length - 1] == ':' && (length == rest.Length || rest[length] == ' ') ? length - 1 : 0;
    }

    /// <summary>A comment has space before it, and reaches to the end of the line.</summary>
    private void PassComment(ref LineText lines)
    {
        if (!lines.StartsWith('#') || lines.IsGlued) return;
        HasComments = true;
        lines.Skip(lines.Rest.Length);
    }

    private TreeScalar? Plain(ref LineText lines)
    {
        var rest = lines.Rest;
        var first = rest[0];
        if (!char.IsAsciiLetterOrDigit(first) && !(first is '(' or '/' or '_' or '.' or '~' || (first == '-' && rest.Length > 1 && char.IsAsciiLetterOrDigit(rest[1])))) return null;
        var comment = rest.IndexOf(" #");
        if (comment >= 0) rest = rest[..comment];
        rest = rest.TrimEnd(' ');

        // The parser ends a key at the first of these, and takes a star for an alias in some places.
        if (rest[^1] == ':' || rest.Contains(": ", StringComparison.Ordinal) || rest.Contains(" *", StringComparison.Ordinal)) return null;
        return Scalar(ref lines, rest, rest.Length, isPlain: true);
    }

    private TreeScalar? Quoted(ref LineText lines)
    {
        var rest = lines.Rest;
        var quote = rest[0];
        var escape = quote == '"' ? '\\' : '\'';
        var escapes = 0;
        var end = 1;
        while (true)
        {
            var step = rest[end..].IndexOfAny(quote, escape);
            if (step < 0) return null;
            end += step;
            if (rest[end] == escape && end + 1 < rest.Length && IsEscaped(quote, rest[end + 1]))
                escapes++;
            else if (rest[end] == quote)
                break;
            else
                return null;
            end += 2;
        }

        return Scalar(ref lines, escapes == 0 ? rest[1..end] : Unescape(rest[1..end], escape), end + 1, isPlain: false);
    }

    // The parser knows what the others mean.
    private static bool IsEscaped(char quote, char character) => character == quote || (quote == '"' && character == '\\');

    private static string Unescape(ReadOnlySpan<char> text, char escape)
    {
        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++) plain.Append(text[text[index] == escape ? ++index : index]);
        return plain.ToString();
    }

    private TreeSequence? List(ref LineText lines, int column, int depth)
    {
        var start = lines.Position;
        var items = new List<TreeNode>();
        if (depth > MostBrackets || !Begin(ref lines, column)) return null;
        while (!lines.StartsWith(']'))
        {
            if (items.Count > 0 && !Comma(ref lines, column)) return null;
            if (InBrackets(ref lines, column, depth) is not { } item) return null;
            items.Add(item);
        }

        return new TreeSequence(items.Count == 0 ? [] : items.ToArray(), End(ref lines, start));
    }

    private TreeMapping? Braces(ref LineText lines, int column, int depth)
    {
        var start = lines.Position;
        var fields = new FieldCollector();
        if (depth > MostBrackets || !Begin(ref lines, column)) return null;
        while (!lines.StartsWith('}'))
        {
            if (fields.Count > 0 && !Comma(ref lines, column)) return null;
            if (Key(ref lines, out var span) is not { } key || fields.IndexOf(key) >= 0 || lines.IsLineOver) return null;
            if (InBrackets(ref lines, column, depth) is not { } value) return null;
            fields.Add(new TreeField(key, span, value));
        }

        return fields.ToMapping(End(ref lines, start));
    }

    private bool Begin(ref LineText lines, int column)
    {
        Nodes++;
        lines.Skip(1);
        return GoOn(ref lines, column);
    }

    private static bool Comma(ref LineText lines, int column)
    {
        if (!lines.StartsWith(',')) return false;
        lines.Skip(1);
        return GoOn(ref lines, column);
    }

    /// <summary>Goes on on the next line where this one is over; it has to be further in than what the brackets belong to.</summary>
    private static bool GoOn(ref LineText lines, int column) =>
        !lines.IsLineOver || (lines.MoveNextLine() && !lines.IsLineOver && lines.Column > column + 1);

    private static TextSpan End(ref LineText lines, Position start)
    {
        var end = lines.PositionOf(1);
        lines.Skip(1);
        return new TextSpan(start, end);
    }

    private TreeNode? InBrackets(ref LineText lines, int column, int depth) => lines.Rest[0] switch
    {
        '[' => Followed(List(ref lines, column, depth + 1), ref lines, column),
        '{' => Followed(Braces(ref lines, column, depth + 1), ref lines, column),
        '"' or '\'' => Followed(Quoted(ref lines), ref lines, column),
        _ => Followed(PlainInBrackets(ref lines), ref lines, column),
    };

    /// <summary>Behind a value in brackets comes a comma or the end of the brackets.</summary>
    private static TreeNode? Followed(TreeNode? value, ref LineText lines, int column) =>
        value is not null && GoOn(ref lines, column) && lines.Rest[0] is ',' or ']' or '}' ? value : null;

    private TreeScalar? PlainInBrackets(ref LineText lines)
    {
        var rest = lines.Rest;
        if (!char.IsAsciiLetterOrDigit(rest[0])) return null;
        var length = rest.IndexOfAnyExcept(KeyCharacters);
        if (length < 0) length = rest.Length;
        return rest[length - 1] == ':' ? null : Scalar(ref lines, rest[..length], length, isPlain: true);
    }

    /// <summary>A block of text without empty lines: with its line breaks (<c>|</c>), or joined by spaces (<c>&gt;</c>).</summary>
    private TreeScalar? Block(ref LineText lines, int column)
    {
        var isFolded = lines.Rest[0] == '>';
        var isStripped = lines.Rest is [_, '-'];
        if (lines.Rest.Length != (isStripped ? 2 : 1)) return null;
        var start = lines.Position;
        _block.Clear();
        if (!lines.MoveNextLine() || lines.IsLineOver || lines.Column <= column) return null;
        var indent = lines.Column;
        var next = lines;
        do
        {
            lines = next;
            if (_block.Length > 0) _block.Append(isFolded ? ' ' : '\n');
            if (isFolded && lines.Column > indent) return null;
            _block.Append(' ', lines.Column - indent).Append(lines.Rest);
        }
        while (next.MoveNextLine() && next.Column >= indent && !next.IsLineOver);

        if (!lines.HasLineBreak || (!next.IsEnd && (next.IsLineOver || next.StartsWith('#')))) return null;
        if (!isStripped) _block.Append('\n');
        var end = new Position(lines.Position.Line + 1, 1);
        lines.Skip(lines.Rest.Length);
        Nodes++;
        return _block.Length > _longest ? null : new TreeScalar(ScalarKind.String, _block.ToString(), new TextSpan(start, end));
    }

    private TreeScalar? Scalar(ref LineText lines, ReadOnlySpan<char> value, int length, bool isPlain)
    {
        if (value.Length > _longest) return null;
        var span = new TextSpan(lines.Position, lines.PositionOf(length));
        var text = _texts.Get(value);
        Nodes++;
        lines.Skip(length);
        return new TreeScalar(isPlain ? ScalarValues.Resolve(text) : ScalarKind.String, text, span);
    }
}
