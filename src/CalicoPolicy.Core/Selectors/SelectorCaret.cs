using System.Text;

namespace CalicoPolicy.Core.Selectors;

/// <summary>Shows a place in a selector: the line it stands on, cut to a readable width, and carets under it.</summary>
internal static class SelectorCaret
{
    /// <summary>Most characters of the selector that are shown on either side of the first caret.</summary>
    private const int Reach = 50;

    private const string Cut = "...";

    public static string Under(string text, SelectorRange range)
    {
        var position = Math.Min(range.Start, text.Length);
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var lineEnd = text.IndexOf('\n', position);
        if (lineEnd < 0)
            lineEnd = text.Length;

        var from = WholeCharacter(text, Math.Max(lineStart, position - Reach));
        var to = WholeCharacter(text, Math.Min(lineEnd, position + Reach));
        var shown = new StringBuilder();
        var carets = new StringBuilder();
        if (from > lineStart)
        {
            shown.Append(Cut);
            carets.Append(' ', Cut.Length);
        }

        for (var i = from; i < to; i++)
        {
            // A pair of surrogates is one character on the screen: its second half gets no caret of its own.
            var isSecondHalf = char.IsLowSurrogate(text[i]) && i > from && char.IsHighSurrogate(text[i - 1]);
            shown.Append(Printed(text, i));
            if (!isSecondHalf && i < Math.Max(range.End, position + 1))
                carets.Append(i < position ? ' ' : '^');
        }

        if (position >= to)
            carets.Append('^');
        if (to < lineEnd)
            shown.Append(Cut);
        return $"{shown}\n{carets}";
    }

    private static char Printed(string text, int index) =>
        char.IsControl(text[index]) || char.IsWhiteSpace(text[index]) ? ' ' : text[index];

    private static int WholeCharacter(string text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1])
            ? index - 1
            : index;
}
