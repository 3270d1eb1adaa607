using CalicoPolicy.Core.Documents.Revisions;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>The text of a file that resources go back to: changed in places where that can be, else a document written anew.</summary>
internal sealed class SourceText
{
    private readonly string _text;
    private readonly ITextFormat _format;
    private readonly LineStarts _lines;
    private readonly List<TextEdit> _edits = [];

    public SourceText(string text, ITextFormat format)
    {
        _text = text;
        _format = format;
        _lines = new LineStarts(text);
    }

    /// <summary>How many documents are changed.</summary>
    public int Changes { get; private set; }

    /// <summary>Changes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="revisions">The documents that take its place.</param>
    /// <param name="mayLoseComments">Whether its comments may go.</param>
    /// <returns>False, and no change, where a comment would be lost that may not go.</returns>
    public bool TryChange(TreeDocument document, IReadOnlyList<TreeRevision> revisions, bool mayLoseComments)
    {
        var (start, end) = (_lines.OffsetOf(document.Extent.Start), _lines.OffsetOf(document.Extent.End));
        var edits = revisions is [var revision] ? InPlaces(revision, start, end) : null;
        edits ??= [new TextEdit(start, end, Written(revisions, hadMarker: _text.AsSpan(start).StartsWith("---", StringComparison.Ordinal)))];
        if (document.HasComments && !mayLoseComments && edits.Any(edit => HasComment(edit.Start, edit.End))) return false;
        _edits.AddRange(edits);
        Changes++;
        return true;
    }

    /// <summary>The whole text with the changes.</summary>
    public override string ToString() => TextEdit.Apply(_text, _edits);

    /// <summary>The edits inside of a document; null where they would not make the text say what it is to say.</summary>
    private IReadOnlyList<TextEdit>? InPlaces(TreeRevision revision, int start, int end)
    {
        if (_format.Edits(_text, revision) is not { } edits || edits.Any(edit => edit.Start < start || edit.End > end)) return null;
        var changed = TextEdit.Apply(_text[start..end], edits.Select(edit => new TextEdit(edit.Start - start, edit.End - start, edit.Text)));
        using var reader = new StringReader(changed);
        var documents = _format.Read(reader, null, ReadLimits.Default, CancellationToken.None).Take(2).ToList();
        return documents is [{ Root: { } root }] && root.Equals(revision.New) ? edits : null;
    }

    private string Written(IReadOnlyList<TreeRevision> revisions, bool hadMarker)
    {
        if (revisions.Count == 0) return string.Empty;
        using var text = new StringWriter { NewLine = "\n" };
        _format.Write(revisions.Select(revision => revision.New), text);
        if (_format == JsonFormat.Instance) return text.ToString().TrimEnd('\n');
        return hadMarker ? "---\n" + text : text.ToString();
    }

    // A # in a text may count too: then more is refused than need be.
    private bool HasComment(int start, int end)
    {
        for (var at = start; at < end && (at = _text.IndexOf('#', at, end - at)) >= 0; at++)
        {
            if (at == 0 || char.IsWhiteSpace(_text[at - 1])) return true;
        }

        return false;
    }
}
