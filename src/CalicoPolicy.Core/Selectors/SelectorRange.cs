namespace CalicoPolicy.Core.Selectors;

/// <summary>A part of a selector's text, in UTF-16 code units counted from 0.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">The place just after the last character; equal to <paramref name="Start"/> for an empty range.</param>
public readonly record struct SelectorRange(int Start, int End)
{
    /// <summary>How many characters the range covers.</summary>
    public int Length => End - Start;

    /// <inheritdoc />
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Start}..{End}");
}
