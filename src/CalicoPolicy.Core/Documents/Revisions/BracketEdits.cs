using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Revisions;

/// <summary>
/// The edits of what stands in braces and brackets, with commas between: all of a JSON text, and parts of YAML. A new part goes on a line
/// of its own where its neighbour has one.
/// </summary>
public sealed class BracketEdits
{
    private readonly string _text;
    private readonly LineStarts _lines;
    private readonly Func<TreeNode, int, string> _write;
    private readonly List<TextEdit> _edits;
    private readonly string _lineBreak;

    /// <summary>Makes edits of a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="write">Writes a node in the text's format; its further lines, if any, indented by a number of spaces.</param>
    /// <param name="edits">Where the edits go.</param>
    public BracketEdits(string text, LineStarts lines, Func<TreeNode, int, string> write, List<TextEdit> edits)
    {
        _text = text;
        _lines = lines;
        _write = write;
        _edits = edits;
        _lineBreak = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
    }

    /// <summary>Adds the edits of a node.</summary>
    public void Add(TreeRevision revision)
    {
        ArgumentNullException.ThrowIfNull(revision);
        if (revision.IsUnchanged) return;
        if (revision.Parts is null)
            _edits.Add(new TextEdit(Offset(revision.Old.Span.Start), Offset(revision.Old.Span.End), Written(revision.New, Offset(revision.Old.Span.Start))));
        else
            AddParts(revision.Parts, Extents(revision.Old), (revision.New as TreeMapping)?.Fields);
    }

    private void AddParts(IReadOnlyList<RevisedPart> parts, IReadOnlyList<(int Start, int End)> old, IReadOnlyList<TreeField>? fields)
    {
        var kept = parts.Where(part => part.OldIndex >= 0).Select(part => part.OldIndex).ToHashSet();
        var first = kept.Min();
        for (var index = 0; index < old.Count; index++)
        {
            if (kept.Contains(index)) continue;
            _edits.Add(index < first ? new(old[index].Start, old[index + 1].Start, string.Empty) : new(old[index - 1].End, old[index].End, string.Empty));
        }

        var last = -1;
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index].Revision is { } revision)
            {
                last = parts[index].OldIndex;
                Add(revision);
                continue;
            }

            var (start, end) = old[last < 0 ? first : last];
            var part = (fields is null ? string.Empty : _write(new TreeScalar(ScalarKind.String, fields[index].Key, default), 0) + ": ") + Written(parts[index].New, start);
            _edits.Add(last < 0 ? new(start, start, part + "," + Separator(start)) : new(end, end, "," + Separator(start) + part));
        }
    }

    private IReadOnlyList<(int Start, int End)> Extents(TreeNode node) => node is TreeMapping mapping
        ? [.. mapping.Fields.Select(field => (Offset(field.KeySpan.Start), Offset(field.Value.Span.End)))]
        : [.. ((TreeSequence)node).Items.Select(item => (Offset(item.Span.Start), Offset(item.Span.End)))];

    private string Written(TreeNode node, int at) => _write(node, Indentation(at).Length).Replace("\n", _lineBreak, StringComparison.Ordinal);

    private string Separator(int start) => Indentation(start) is var indentation && start == LineStart(start) + indentation.Length ? _lineBreak + indentation : " ";

    private string Indentation(int at)
    {
        var start = LineStart(at);
        var end = start;
        while (end < at && _text[end] is ' ' or '\t') end++;
        return _text[start..end];
    }

    private int LineStart(int at) => at == 0 ? 0 : _text.LastIndexOf('\n', at - 1) + 1;

    private int Offset(Position position) => _lines.OffsetOf(position);
}
