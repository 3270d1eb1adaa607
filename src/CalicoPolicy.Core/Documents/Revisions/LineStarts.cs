using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Revisions;

/// <summary>Turns places in a text into offsets. Made in one pass over the text.</summary>
public sealed class LineStarts
{
    private readonly List<int> _starts = [0];
    private readonly int _length;

    /// <summary>Looks for the lines of a text.</summary>
    public LineStarts(string text)
    {
        _length = text.Length;
        for (var index = 0; index < text.Length; index++)
        {
            // A line ends with a line feed, a carriage return, or both.
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'))) _starts.Add(index + 1);
        }
    }

    /// <summary>The offset of a place; the text's length where the text does not reach so far.</summary>
    public int OffsetOf(Position position) =>
        position.Line > _starts.Count ? _length : Math.Min(_length, _starts[position.Line - 1] + position.Column - 1);
}
