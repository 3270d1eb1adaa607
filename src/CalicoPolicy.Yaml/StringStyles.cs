using System.Buffers;
using System.Globalization;
using System.Text;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Chooses how to write a string so that no reader of YAML 1.1 or 1.2 can take it for anything else, not even those that go by the
/// letter of the specification (for which <c>10.0.0.1</c> is a number and <c>1:30</c> is 90). When in doubt, quotes.
/// </summary>
internal static class StringStyles
{
    // What numbers, dates and times are made of in any version: digits of base 16, the letters of 0x, 0o, .inf, .nan, exponents and zones.
    private static readonly SearchValues<char> NumberLike = SearchValues.Create("0123456789abcdefABCDEFxXoOpPiInNtTzZ_.,:+- ");

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity",
    };

    /// <summary>The style of a string.</summary>
    /// <param name="text">The string.</param>
    /// <param name="isKey">Whether it is a key, which stands on one line.</param>
    /// <exception cref="ArgumentException">The string has half of a surrogate pair.</exception>
    public static StringStyle Choose(string text, bool isKey)
    {
        if (text.Length == 0)
            return StringStyle.SingleQuoted;
        if (IsSafeAscii(text))
            return IsPlain(text) ? StringStyle.Plain : StringStyle.SingleQuoted;
        if (NeedsEscape(text))
            return StringStyle.DoubleQuoted;
        if (text.Contains('\n', StringComparison.Ordinal))
            return !isKey && IsLiteral(text) ? StringStyle.Literal : StringStyle.DoubleQuoted;
        if (text.Contains('\t', StringComparison.Ordinal))
            return StringStyle.DoubleQuoted;
        return IsPlain(text) ? StringStyle.Plain : StringStyle.SingleQuoted;
    }

    /// <summary>Whether a character must be escaped wherever it stands: it is invisible, moves others, ends a line, or may not stand in YAML.</summary>
    public static bool MustEscape(Rune character) => character.Value switch
    {
        ' ' or '\t' or '\n' => false,
        < ' ' or 0x7F or 0xFFFE or 0xFFFF => true,
        < 0x7F => false,
        _ => Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    private static bool IsSafeAscii(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static bool NeedsEscape(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, index, out var character))
                throw new ArgumentException($"The text has half of a surrogate pair at character {index + 1}, which no YAML can hold.", nameof(text));
            if (MustEscape(character))
                return true;
            index += character.Utf16SequenceLength;
        }

        return false;
    }

    /// <summary>Whether a text comes back to the letter from a block: no line begins or ends with what readers trim or take for indentation.</summary>
    private static bool IsLiteral(string text)
    {
        if (text[0] is ' ' or '\t' or '\n')
            return false;
        for (var index = 1; index < text.Length; index++)
        {
            if ((text[index] == '\n' && text[index - 1] is ' ' or '\t') || (text[index] == '\t' && text[index - 1] == '\n'))
                return false;
        }

        return text[^1] is not (' ' or '\t');
    }

    private static bool IsPlain(string text)
    {
        var first = text[0];
        if (char.IsAsciiDigit(first) || first == '.')
        {
            // Three points may end a document.
            if (text.AsSpan().IndexOfAnyExcept(NumberLike) < 0 || text.StartsWith("...", StringComparison.Ordinal))
                return false;
        }
        else if (first <= '~' && !char.IsAsciiLetter(first) && first is not ('_' or '/' or '(' or '$' or '\\'))
        {
            return false;
        }

        if (text[^1] is ' ' or ':' || (text.Length <= 8 && Words.Contains(text)))
            return false;

        // YamlDotNet takes " *" in a key for an alias, and then misses the colon.
        return !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && !text.Contains(" *", StringComparison.Ordinal);
    }
}
