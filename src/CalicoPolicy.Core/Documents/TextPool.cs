namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Short texts of which each is kept once, as a rule: a dump of a cluster says <c>protocol: TCP</c> a hundred thousand times. Takes
/// constant space and forgets what it has no room for. For one thread.
/// </summary>
public sealed class TextPool
{
    private const int Slots = 1024;
    private const int Longest = 64;

    private readonly string?[] _known = new string?[Slots];

    /// <summary>A text that equals the one given: one given before, where it is still known.</summary>
    public string Get(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > Longest) return text;
        ref var known = ref Slot(text);
        return known is not null && string.Equals(known, text, StringComparison.Ordinal) ? known : known = text;
    }

    /// <summary>The characters as a text: one given before, where it is still known.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest) return text.ToString();
        ref var known = ref Slot(text);
        return known is not null && text.SequenceEqual(known) ? known : known = text.ToString();
    }

    private ref string? Slot(ReadOnlySpan<char> text)
    {
        var hash = (uint)text.Length;
        foreach (var character in text) hash = (hash * 31) + character;
        return ref _known[hash % Slots];
    }
}
