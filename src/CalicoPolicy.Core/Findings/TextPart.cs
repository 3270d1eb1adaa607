using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>A place inside a field's text.</summary>
/// <param name="Text">The whole text of the field.</param>
/// <param name="Offset">The place in it, in UTF-16 code units from 0.</param>
public sealed record TextPart(string Text, int Offset)
{
    /// <summary>
    /// Where the place is in the document. Exact where the field stands on one line, as it is or in plain quotes; with escapes or
    /// over several lines, where the field begins.
    /// </summary>
    /// <param name="field">Where the field stands, quotes included.</param>
    public Position In(TextSpan field)
    {
        if (field.Start.Line != field.End.Line || Text.Contains('\n', StringComparison.Ordinal)) return field.Start;
        var quotes = field.End.Column - field.Start.Column - Text.Length;
        return quotes is 0 or 2 ? field.Start with { Column = field.Start.Column + (quotes / 2) + Offset } : field.Start;
    }
}
