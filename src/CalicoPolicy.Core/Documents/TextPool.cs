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
        if (text.Length is 0 or > Longest)
            return text;
        var hash = (uint)text.Length;
        foreach (var character in text)
            hash = (hash * 31) + character;
        ref var known = ref _known[hash % Slots];
        if (known is not null && string.Equals(known, text, StringComparison.Ordinal))
            return known;
        return known = text;
    }
}
