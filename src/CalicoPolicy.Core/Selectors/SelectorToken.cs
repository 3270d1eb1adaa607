namespace CalicoPolicy.Core.Selectors;

/// <summary>A token as a place in the text; its value is cut out only when somebody needs it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First character of the token.</param>
/// <param name="End">Place after its last character.</param>
/// <param name="ValueStart">
/// First character of its value: the identifier of a label or has(), the inside of a string; of a fault, the start of the token
/// that could not be finished.
/// </param>
/// <param name="ValueEnd">Place after the value's last character.</param>
internal readonly record struct SelectorToken(SelectorTokenKind Kind, int Start, int End, int ValueStart, int ValueEnd)
{
    /// <summary>The value, empty for tokens that have none.</summary>
    public ReadOnlySpan<char> ValueIn(ReadOnlySpan<char> text) => text[ValueStart..ValueEnd];

    /// <summary>The token the way Calico's errors print it.</summary>
    public string Describe(ReadOnlySpan<char> text) => $"Tok{Kind}({ValueIn(text)})";
}
