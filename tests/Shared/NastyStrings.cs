using System.Text;

namespace CalicoPolicy.Tests.Shared;

/// <summary>Strings that YAML writers and readers get wrong, from a seed. All can be written in UTF-8.</summary>
internal static class NastyStrings
{
    private static readonly string[] Words =
    [
        "", "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan", ".nan", ".inf", "-.inf", "+.inf", "inf", "Infinity",
        "0", "-0", "+1", "1", "-1", "007", "08", "0755", "0o17", "0x1F", "0b101", "1_000", "_1", "1,000", "1e3", "1E-3", "1e400", "1.", ".5", "1.5", "-.5e+3",
        "1:30", "1:30:00", "190:20:30.15", "2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "10.0.0.1", "10.0.0.0/8", "::1", "fe80::1",
        "=", "<<", "-", "--", "---", "...", "--- a", "... a", "... k", "...k", "---k", "--- k", "?", ":", "? a", ": a", "- a", "a:", "a: b", "a :b", "#", "a #b", "a# b", "# a",
        "*a", "&a", "!a", "!!str", "|", ">", "|-", ">+2", "%YAML 1.1", "@", "`", "'", "\"", "''", "\"\"", "'a'", "\"a\"", "{}", "[]", "{a: b}", "[a, b]", ",", "{{ x }}",
        "\\", "\\n", "\\x41", "a\\", "\t", " ", "  ", "\n", "\r", "\r\n", "\n\n", "a\n", "a\n\n", "\na", " a\nb", "a \nb", "a\n b", "a\n\tb", "a\n\n  \nb", "a\r\nb",
        "\0", "\u0001", "\u001B[0m", "\u007F", "\u0085", "\u00A0", "\u00AD", "\u2028", "\u2029", "\u202E", "\u200B", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF", "\uE000",
        "\U0001F600", "\U0001F468\u200D\U0001F469", "\U0010FFFF", "\U000E0001", "日本語", "größe", "İ", "ﬁ", "a\u0301",
        "app == 'x' && has(y)", "projectcalico.org/name == \"a\"", "key: |\n  text\n", "a: 1\n---\nb: 2\n", "\n...\n", "undefined", "None", "0.0.0.0/0", "1st", "1m", "12e03", "0x", "0b", "+", "+.", ".", "..", "-.", ".e1",
    ];

    private const string Alphabet = "aeflnostuyNTYx0123456789_.,:;+-=<>~!?*&%@`'\"|#[]{}()/\\$^ \t\n\r";

    private const string Rare = "\0\u0007\u0008\u000B\u000C\u001B\u007F\u0080\u0085\u00A0\u00AD\u2028\u2029\u200E\u202E\uFEFF\uFFFD\uFFFE\uFFFF\u3000äß日İıſ";

    /// <summary>Some strings, among them every dangerous word at least once.</summary>
    /// <param name="count">How many, at least the number of words.</param>
    /// <param name="seed">The same seed gives the same strings.</param>
    public static IEnumerable<string> Of(int count, int seed)
    {
        foreach (var word in Words)
            yield return word;
        var random = new Random(seed);
        for (var index = Words.Length; index < count; index++)
            yield return Next(random);
    }

    /// <summary>A string.</summary>
    public static string Next(Random random)
    {
        var text = new StringBuilder();
        switch (random.Next(5))
        {
            case 0:
                AppendWord(text, random);
                break;
            case 1:
                for (var parts = random.Next(1, 4); parts > 0; parts--)
                {
                    AppendWord(text, random);
                    text.Append(random.Next(6) switch { 0 => "\n", 1 => " ", 2 => ": ", 3 => " #", 4 => "\t", _ => "" });
                }

                break;
            case 2:
                for (var lines = random.Next(1, 6); lines > 0; lines--)
                    text.Append(' ', random.Next(3)).Append(Words[random.Next(Words.Length)]).Append('\n', random.Next(3));
                break;
            default:
                for (var length = random.Next(1, random.Next(2, 40)); length > 0; length--)
                    AppendCharacter(text, random);
                break;
        }

        return text.ToString();
    }

    private static void AppendWord(StringBuilder text, Random random)
    {
        var word = Words[random.Next(Words.Length)];
        foreach (var character in word)
            text.Append(char.IsAsciiLetter(character) && random.Next(4) == 0 ? (char)(character ^ 0x20) : character);
    }

    private static void AppendCharacter(StringBuilder text, Random random)
    {
        switch (random.Next(20))
        {
            case 0:
                text.Append(Rare[random.Next(Rare.Length)]);
                break;
            case 1:
                Rune rune;
                while (!Rune.TryCreate(random.Next(0x110000), out rune))
                {
                }

                text.Append(rune.ToString());
                break;
            default:
                text.Append(Alphabet[random.Next(Alphabet.Length)]);
                break;
        }
    }
}
