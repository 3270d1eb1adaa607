namespace CalicoPolicy.Core.Selectors;

/// <summary>A text is no selector. The message holds the hint and the caret lines; <see cref="Error"/> has the parts.</summary>
public sealed class SelectorParseException : FormatException
{
    /// <summary>Makes the exception from what the parser found.</summary>
    public SelectorParseException(SelectorError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>What the parser found.</summary>
    public SelectorError Error { get; }

    /// <summary>The first character at fault, from 0; the length of the text when something is missing at its end.</summary>
    public int Position => Error.Position;
}
