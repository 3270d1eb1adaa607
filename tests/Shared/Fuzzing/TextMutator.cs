using System.Text;

namespace CalicoPolicy.Tests.Shared.Fuzzing;

/// <summary>Makes damaged texts of good ones. What comes out depends on the seeds, the tokens and the source of chance only.</summary>
internal sealed class TextMutator
{
    /// <summary>The longest text that comes out, in characters: long ones cost time and find little.</summary>
    public const int MaxLength = 16 * 1024;

    private readonly IReadOnlyList<string> _seeds;
    private readonly IReadOnlyList<string> _tokens;

    /// <param name="seeds">Good texts.</param>
    /// <param name="tokens">Pieces that mean something in them.</param>
    public TextMutator(IReadOnlyList<string> seeds, IReadOnlyList<string> tokens)
    {
        _seeds = seeds;
        _tokens = tokens;
    }

    public string Next(Random random)
    {
        var text = new StringBuilder(Pick(random, _seeds));
        for (var steps = 1 + random.Next(random.Next(4) == 0 ? 16 : 4); steps > 0; steps--)
        {
            Mutate(text, random);
            if (text.Length > MaxLength) text.Length = MaxLength;
        }

        return text.ToString();
    }

    private void Mutate(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(12))
        {
            case 0 or 1 when text.Length > 0:
                at = random.Next(text.Length);
                text[at] = (char)(text[at] ^ (1 << random.Next(8)));
                break;
            case 2 when text.Length > 0:
                text[random.Next(text.Length)] = Character(random);
                break;
            case 3:
                text.Insert(at, Character(random));
                break;
            case 4 or 5 or 6:
                text.Insert(at, Pick(random, _tokens));
                break;
            case 7:
                Splice(text, at, random);
                break;
            case 8:
                text.Length = at;
                break;
            case 9:
                text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                break;
            case 10:
                Repeat(text, at, random);
                break;
            default:
                SwapLines(text, random);
                break;
        }
    }

    private void Splice(StringBuilder text, int at, Random random)
    {
        var other = Pick(random, _seeds);
        var from = random.Next(other.Length + 1);
        text.Length = at;
        text.Append(other, from, other.Length - from);
    }

    // Mostly a few times; now and then so often that depth and size limits are reached.
    private static void Repeat(StringBuilder text, int at, Random random)
    {
        var length = Math.Min(random.Next(1, random.Next(3) == 0 ? 200 : 8), text.Length - at);
        var part = text.ToString(at, length);
        var times = random.Next(20) == 0 ? random.Next(100, 3000) : random.Next(1, 6);
        if (length > 0) text.Insert(at, part, Math.Min(times, 1 + (MaxLength / length)));
    }

    private static void SwapLines(StringBuilder text, Random random)
    {
        var lines = text.ToString().Split('\n');
        var (one, other) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[one], lines[other]) = (lines[other], lines[one]);
        text.Clear().AppendJoin('\n', lines);
    }

    private static char Character(Random random) => random.Next(8) switch
    {
        0 => (char)random.Next(0x20),
        1 => (char)random.Next(0x80, 0x100),
        2 => (char)random.Next(0x100, 0xD800),
        3 => (char)random.Next(0xD800, 0xE000),
        4 => "\uFEFF\u2028\u2029\u0085\u00A0\uFFFE\uFFFF\0"[random.Next(8)],
        _ => (char)random.Next(0x20, 0x7F),
    };

    private static string Pick(Random random, IReadOnlyList<string> from) => from[random.Next(from.Count)];
}
