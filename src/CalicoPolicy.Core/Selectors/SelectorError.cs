namespace CalicoPolicy.Core.Selectors;

/// <summary>Why a text is no selector: where, what was expected, what stood there instead, and what to write.</summary>
public sealed class SelectorError
{
    internal SelectorError(string text, SelectorFault fault, string? calicoMessage)
    {
        Text = text;
        Code = fault.Code;
        Range = new SelectorRange(fault.Found.Start, fault.Found.End);
        CalicoMessage = calicoMessage;
        Message = SelectorErrorMessage.Of(text, fault);
        Hint = SelectorHint.Of(text, fault);
    }

    /// <summary>What is wrong.</summary>
    public SelectorErrorCode Code { get; }

    /// <summary>The text that was read.</summary>
    public string Text { get; }

    /// <summary>The characters at fault; empty at the end of the text when something is missing there.</summary>
    public SelectorRange Range { get; }

    /// <summary>The first character at fault, from 0; the length of the text when something is missing at its end.</summary>
    public int Position => Range.Start;

    /// <summary>What was expected and what was found, in a sentence.</summary>
    public string Message { get; }

    /// <summary>What to write instead, in a sentence; null when nothing better than the message is known.</summary>
    public string? Hint { get; }

    /// <summary>
    /// What Calico's own parser says, word for word. It may be about a later place: Calico looks for characters that belong
    /// nowhere in the whole text before it looks at the grammar. Null only for <see cref="SelectorErrorCode.NestedTooDeeply"/>.
    /// </summary>
    public string? CalicoMessage { get; }

    /// <summary>
    /// Two lines: the selector's line with the error, and carets under the characters at fault. A long line is cut round them,
    /// and characters that do not print become spaces.
    /// </summary>
    public string Render() => SelectorCaret.Under(Text, Range);

    /// <summary>The message, the hint and the caret lines.</summary>
    public override string ToString() => Hint is null ? $"{Message}\n{Render()}" : $"{Message} {Hint}\n{Render()}";
}
