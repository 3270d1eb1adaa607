using System.Buffers;
using System.Globalization;

namespace CalicoPolicy.Yaml;

/// <summary>Which characters a YAML text may hold as they are (YAML 1.1, "c-printable"; what go-yaml v2 in kubectl takes).</summary>
internal static class CharacterRules
{
    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        "\t\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The index of the first character that may not stand in a text, or -1. A surrogate needs its other half.</summary>
    public static int IndexOfForbidden(ReadOnlySpan<char> text)
    {
        var index = 0;
        while (true)
        {
            var next = text[index..].IndexOfAnyExcept(PlainAscii);
            if (next < 0)
                return -1;
            index += next;
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index += 2;
            else if (IsAllowed(text[index]))
                index++;
            else
                return index;
        }
    }

    /// <summary>Whether a character outside ASCII, and no half of a pair, may stand in a text.</summary>
    public static bool IsAllowed(char character) =>
        character is '\u0085' or (>= '\u00A0' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD' and not '\uFEFF');

    /// <summary>What to tell people about a character that may not stand in a text.</summary>
    public static string Explain(char character)
    {
        var code = ((int)character).ToString("X4", CultureInfo.InvariantCulture);
        return character switch
        {
            '\uFEFF' => "A byte order mark (U+FEFF) may stand at the beginning of the text only. Remove it.",
            >= '\uD800' and <= '\uDFFF' => $"Half of a surrogate pair (U+{code}) is no character. Remove it.",
            _ => $"The control character U+{code} may not stand in YAML. Remove it, or write it as \"\\u{code}\" in double quotes.",
        };
    }
}
