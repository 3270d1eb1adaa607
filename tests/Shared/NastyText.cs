using System.Text;

namespace CalicoPolicy.Tests.Shared;

/// <summary>Strings that some reader of some YAML version takes for something else, and random neighbours of them.</summary>
internal static class NastyText
{
    private static readonly string[] Joints = ["", " ", "\n", "\n\n", ": ", " #", "- ", "\t", "'", "\"", "\\", ",", "\r\n", "\n  ", " \n"];

    private static readonly string[] Alphabets =
    [
        "0123456789+-.eExXoObB_:abcdefinINFnaATZtz ",
        " \t\n\r'\"\\#:-?,[]{}&*!|>%@`~=<.ab0",
        "\0\a\b\u001b\u007f\u0080\u0085\u00a0\u00ad\u0600\u200b\u200e\u2028\u2029\u202e\ufeff\ufffe\uffff\u0301 é政a\n",
    ];

    /// <summary>What the YAML 1.0, 1.1 and 1.2 schemas, and readers that stray from them, do not take for text; and what is hard to write.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        // Nothing and truth.
        "", "~", "null", "Null", "NULL", "nil", "none", "undefined", "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True",
        "TRUE", "tRuE", "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF",

        // Numbers.
        "0", "-0", "+0", "00", "08", "0755", "0o14", "0o8", "0x1F", "0xg", "0x", "0b101", "0b2", "1_000", "1__0", "_1", "1_", "685_230", "+1", "-1",
        "1.", ".5", "-.5", "1.5", "1e3", "1E+3", "1e", "e1", "1e-3", "12e03", ".e1", "1.0e400", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "-9223372036854775809", "0x8000000000000000", "1_000.5", ".1_0", "0.1.2", ".inf", ".Inf", ".INF", "-.inf", "+.inf",
        "+.INF", ".nan", ".NaN", ".NAN", "nan", "NaN", "inf", "-inf", "Infinity", "-Infinity", ".", "..", "+", "-", "--", "+.", "-.", "._", "-_",
        "1:30", "190:20:30", "-1:30", "1:60", "190:20:30.15", "20:30.", "0:0", "1:2:3:4", "10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "::", "1,000",

        // Dates and times.
        "2026-01-01", "2026-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "2001-12-15T02:59:43.1Z", "2001-12-14 21:59:43", "12:30:45",

        // Keys and tags that mean something.
        "<<", "=", "!!str a", "!tag", "!", "!!", "!<a>", "&a", "*a", "*", "&", "%YAML 1.1", "%", "@a", "`a", "---", "--- a", "---a", "...", "... a",
        "\n---\n", "a\n---\nb", "\n...\n", "a\n--- b", "{{ .Values.x }}", "${x}", "$(x)",

        // Indicators.
        ":", ": ", " :", "a:", ":a", "a: b", "a : b", "a:b", "?", "? a", "?a", "- a", "-a", "- - a", "-", "- ", "#", "# a", "#a", "a #b", "a# b", "a\t#b", "|", "|-",
        ">", ">-", "| a", "[", "]", "[]", "[a", "[a]", "{", "}", "{}", "{a", "{a: b}", ",", ",a", "a, b", "'", "''", "'a'", "'a", "a'b", "\"", "\"\"", "\"a\"",
        "\"a", "\\", "\\n", "\\u0041", "a\\", "\\\"",

        // Space and lines.
        " ", "  ", " a", "a ", " a ", "\t", "\ta", "a\t", "a\tb", "\n", "\n\n", "\n\n\n", "a\n", "\na", "a\n\n", "a\nb", "a\n\nb", "a\n\n\nb\n", " a\n b", "a\n b", "  a\nb",
        "a \nb", "a\n b\n  c\n", "\n a", " \na", "a\n ", "a\n\t", "a\n\tb", "\ta\nb", "\r", "a\rb", "a\r\nb\r\n", "a\n\r", "# a\nb", "- a\n- b", "a: b\nc: d", "|\n a",

        // Characters.
        "\0", "a\0b", "\a", "\b", "\u001b[31m", "\u007f", "\u0080", "\u0085", "a\u0085b", "\u00a0", "\u00a0a", "\u00ad", "\u2028", "a\u2029b", "\u200b", "\u202eabc", "\u2066a\u2069",
        "\ufeff", "\ufeffa", "a\ufeff", "\ufffd", "\ufffe", "\uffff", "\ud83d\udc08", "\ud834\udd1e", "\udbff\udfff", "\ud83f\udffe", "\ue000", "e\u0301", "\u0301", "Größe", "政策", "١٢٣", "\u2003x\u2003", "ſ", "İ",

        // Lines that a writer likes to fold.
        string.Join(' ', Enumerable.Repeat("word", 60)), new('x', 300), string.Join("  ", Enumerable.Repeat("two", 50)) + " ", string.Join('\n', Enumerable.Repeat(new string('y', 90), 3)),
    ];

    /// <summary>One of the known strings, or something random near them. No half of a surrogate pair: no UTF-8 holds it.</summary>
    public static string Next(Random random) => random.Next(6) switch
    {
        0 => Pick(random, Known),
        1 or 2 => Mutate(random, Pick(random, Known)),
        3 => string.Join(Pick(random, Joints), Enumerable.Range(0, random.Next(2, 5)).Select(_ => Pick(random, Known))),
        4 => new(random.GetItems<char>(Pick(random, Alphabets), random.Next(1, 24))),
        _ => Anything(random),
    };

    private static string Mutate(Random random, string text)
    {
        // Between runes only, so that pairs stay whole.
        var runes = text.EnumerateRunes().ToList();
        var place = random.Next(runes.Count + 1);
        switch (random.Next(4))
        {
            case 0 when runes.Count > 0:
                runes.RemoveAt(Math.Min(place, runes.Count - 1));
                break;
            case 1 when runes.Count > 0:
                runes[Math.Min(place, runes.Count - 1)] = Character(random);
                break;
            case 2:
                return Pick(random, Joints) + text + Pick(random, Joints);
            default:
                runes.Insert(place, Character(random));
                break;
        }

        return string.Concat(runes);
    }

    private static string Anything(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 16); count > 0; count--)
        {
            var value = random.Next(0x110000 - 0x800);
            text.Append(random.Next(3) == 0 ? Character(random).ToString() : new Rune(value < 0xd800 ? value : value + 0x800).ToString());
        }

        return text.ToString();
    }

    private static Rune Character(Random random)
    {
        var alphabet = Pick(random, Alphabets);
        return new(alphabet[random.Next(alphabet.Length)]);
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
