using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Reads documents of the form that nearly all have: block mappings and lists of one-line values, in spaces and ASCII. Makes the very tree
/// that the parser would, several times as fast; whatever is out of the ordinary (an anchor, a tag, a line that goes on, any mistake)
/// it leaves to the parser, which alone knows YAML and says what is wrong. Linear. Not for several threads.
/// </summary>
/// <remarks>A test holds it to the parser's trees, place by place, on mutated texts.</remarks>
internal sealed class OrdinaryDocument
{
    private readonly ReadLimits _limits;
    private readonly List<FieldCollector> _fields = [];
    private readonly List<List<TreeNode>> _items = [];
    private readonly LineValues _values;
    private int _depth;

    public OrdinaryDocument(TextPool texts, ReadLimits limits)
    {
        _limits = limits;
        _values = new LineValues(texts, limits.MaxScalarLength);
    }

    /// <summary>Whether the document that was read last has comments.</summary>
    public bool HasComments => _values.HasComments;

    /// <summary>Reads a document.</summary>
    /// <param name="text">All of it, up to the next one's <c>---</c>.</param>
    /// <param name="firstLine">The line of the text that it begins on.</param>
    /// <returns>Null where it is not of the ordinary form.</returns>
    public TreeNode? Read(ReadOnlySpan<char> text, int firstLine)
    {
        if (!LineText.IsOrdinary(text)) return null;
        var lines = new LineText(text, firstLine);
        _values.Restart();
        _depth = 0;
        if (!MoveNext(ref lines) || (lines.IsDocumentStart && !MoveNext(ref lines))) return null;
        if (lines.Column != 0 || lines.IsItem) return null;
        var root = Mapping(ref lines, 0);
        return root is null || !lines.IsEnd || _values.Nodes > _limits.MaxNodes ? null : root;
    }

    /// <summary>The mapping whose first key stands where <paramref name="lines"/> is, with all its lines.</summary>
    private TreeMapping? Mapping(ref LineText lines, int column)
    {
        if (!Enter()) return null;
        var fields = _fields[_depth - 1];
        var start = lines.Position;
        Position end;
        do
        {
            if (lines.IsItem || _values.Key(ref lines, out var keySpan) is not { } key || fields.IndexOf(key) >= 0) return null;
            var value = Value(ref lines, column);
            if (value is null) return null;
            fields.Add(new TreeField(key, keySpan, value));
            end = value.Span.End;
        }
        while (!lines.IsEnd && lines.Column == column && !lines.IsItem);

        // A line further in, or an item, goes on with a value that was complete.
        if (!lines.IsEnd && lines.Column >= column) return null;
        _depth--;
        return fields.ToMapping(new TextSpan(start, end));
    }

    private TreeNode? Value(ref LineText lines, int column)
    {
        if (!lines.IsLineOver) return Next(ref lines, _values.Value(ref lines, column), column);
        if (!MoveNext(ref lines) || lines.Column < column) return null;
        if (lines.IsItem) return Sequence(ref lines, lines.Column, isOwnColumn: lines.Column > column);
        return lines.Column > column ? Mapping(ref lines, lines.Column) : null;
    }

    private TreeSequence? Sequence(ref LineText lines, int column, bool isOwnColumn)
    {
        if (!Enter()) return null;
        var items = _items[_depth - 1];
        var start = lines.Position;
        Position end;
        do
        {
            var item = Item(ref lines, column);
            if (item is null) return null;
            items.Add(item);
            end = item.Span.End;
        }
        while (!lines.IsEnd && lines.Column == column && lines.IsItem);

        if (!lines.IsEnd && (lines.Column > column || (lines.Column == column && isOwnColumn))) return null;
        _depth--;
        return new TreeSequence(items.ToArray(), new TextSpan(start, end));
    }

    private TreeNode? Item(ref LineText lines, int column)
    {
        if (!lines.SkipIndicator()) return null;
        return lines.IsItem ? null
            : LineValues.IsKey(lines) ? Mapping(ref lines, lines.Column)
            : Next(ref lines, _values.Value(ref lines, column), column);
    }

    /// <summary>Goes on to the line after a value, which may not stand further in than the value's key or item.</summary>
    private TreeNode? Next(ref LineText lines, TreeNode? value, int column)
    {
        if (value is null) return null;
        return MoveNext(ref lines) && lines.Column > column ? null : value;
    }

    private bool MoveNext(ref LineText lines)
    {
        var isThere = lines.MoveNext();
        _values.HasComments |= lines.PassedComment;
        return isThere;
    }

    private bool Enter()
    {
        if (_depth == _limits.MaxDepth - LineValues.MostBrackets) return false;
        if (_fields.Count == _depth)
        {
            _fields.Add(new FieldCollector());
            _items.Add([]);
        }

        _fields[_depth].Clear();
        _items[_depth].Clear();
        _depth++;
        _values.Nodes++;
        return true;
    }
}
