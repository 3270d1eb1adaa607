using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Revisions;

namespace CalicoPolicy.Yaml;

/// <summary>
/// The edits that bring a revision into the text of a document. In block mappings and lists they take whole lines, with the comments right
/// above what goes; a value of one line changes alone, so that a comment behind it stays. Linear, but for the depth of the tree.
/// </summary>
internal sealed class DocumentEdits
{
    private readonly string _text;
    private readonly BlockText _block;
    private readonly BracketEdits _brackets;
    private readonly string _lineBreak;
    private readonly List<TextEdit> _edits = [];

    private DocumentEdits(string text)
    {
        _text = text;
        _block = new BlockText(text);
        _brackets = new BracketEdits(text, _block.Lines, (node, _) => FlowText.Of(node), _edits);
        _lineBreak = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
    }

    /// <summary>The edits; null where the text is not of a form that can be changed in places.</summary>
    public static IReadOnlyList<TextEdit>? Of(string text, TreeRevision revision)
    {
        if (revision.IsUnchanged) return [];
        if (revision.Parts is null) return null;
        try
        {
            var edits = new DocumentEdits(text);
            BlockText.CheckOrder(revision.Old);
            edits.Parts(revision);
            return edits._edits;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void Parts(TreeRevision revision)
    {
        if (_block.IsBracketed(revision.Old))
        {
            _brackets.Add(revision);
            return;
        }

        var old = _block.PartsOf(revision.Old);
        var fields = (revision.New as TreeMapping)?.Fields;
        var first = revision.Parts!.First(part => part.OldIndex >= 0).OldIndex;
        var before = string.Empty;
        var last = -1;
        for (var index = 0; index < revision.Parts!.Count; index++)
        {
            var part = revision.Parts[index];
            if (part.Revision is { } child)
            {
                Removed(old, last + 1, part.OldIndex, first, ref before);
                last = part.OldIndex;
                Child(child, old[last]);
            }
            else if (last < 0)
            {
                before += Lines(fields?[index], part.New, old[0].Column);
            }
            else
            {
                Insert(_block.LineEnd(old[last].End), Lines(fields?[index], part.New, old[0].Column));
            }
        }

        Removed(old, last + 1, old.Count, first, ref before);
    }

    /// <summary>Takes out parts that are gone, and puts in what comes before the first that stays.</summary>
    private void Removed(IReadOnlyList<BlockPart> old, int start, int end, int first, ref string before)
    {
        if (end == first && !_block.IsFirstOnLine(old[0]))
        {
            // The first part shares its line with a dash, which stays.
            var text = before.Length == 0 ? string.Empty : before[old[0].Column..] + new string(' ', old[0].Column);
            if (first > 0 || text.Length > 0) _edits.Add(new TextEdit(old[0].Start, old[first].Start, text));
            before = string.Empty;
            return;
        }

        for (var index = start; index < end; index++) _edits.Add(new TextEdit(_block.LinesStart(old[index]), _block.LineEnd(old[index].End), string.Empty));
        if (end == first && before.Length > 0) Insert(_block.LinesStart(old[first]), before);
        before = string.Empty;
    }

    private void Child(TreeRevision revision, BlockPart part)
    {
        if (revision.IsUnchanged) return;
        if (revision.Parts is not null)
            Parts(revision);
        else
            Replace(revision.Old, revision.New, part);
    }

    private void Replace(TreeNode old, TreeNode value, BlockPart part)
    {
        var isShort = !_block.IsTextBlock(old) && !BlockText.IsNothing(old) && (old is TreeScalar || _block.IsBracketed(old));
        if (isShort && old is not TreeScalar)
        {
            _edits.Add(new TextEdit(_block.Offset(old.Span.Start), _block.Offset(old.Span.End), FlowText.Of(value)));
            return;
        }

        var text = Written(writer =>
        {
            if (part.IsItem)
                writer.WriteAfterDash(value, part.Column);
            else
                writer.WriteAfterKey(value, part.Column);
        });
        var end = _block.LineEnd(part.End);
        if (isShort && text.IndexOf('\n', StringComparison.Ordinal) == text.Length - 1 && text.Length > 2)
            _edits.Add(new TextEdit(_block.Offset(old.Span.Start), _block.Offset(old.Span.End), text[1..^1]));
        else
            _edits.Add(new TextEdit(part.HeadEnd, end, text.Replace("\n", _lineBreak, StringComparison.Ordinal)));
    }

    private void Insert(int at, string lines)
    {
        // The last line of a text may lack its line break.
        var isOpen = at > 0 && _text[at - 1] != '\n';
        _edits.Add(new TextEdit(at, at, isOpen ? _lineBreak + lines[..^_lineBreak.Length] : lines));
    }

    private string Lines(TreeField? field, TreeNode value, int column) => new string(' ', column) + Written(writer =>
    {
        if (field is { } named)
            writer.WriteField(named, column);
        else
            writer.WriteItem(value, column);
    }).Replace("\n", _lineBreak, StringComparison.Ordinal);

    private static string Written(Action<TreeWriter> write)
    {
        using var text = new StringWriter();
        write(new TreeWriter(text));
        return text.ToString();
    }
}
