using System.Text.Json;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>Keys and short values as strings, of which each is made once as a rule: a dump of a cluster has few different ones, a million times.</summary>
internal sealed class JsonTexts
{
    private const int Slots = 1024;
    private const int Longest = 64;

    private readonly string?[] _known = new string?[Slots];

    /// <summary>The key or string that a reader stands on.</summary>
    /// <exception cref="InvalidOperationException">It is not valid text.</exception>
    public string Read(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (bytes.Length is 0 or > Longest)
            return reader.GetString()!;
        var hash = (uint)bytes.Length;
        foreach (var value in bytes)
            hash = (hash * 31) + value;
        ref var known = ref _known[hash % Slots];
        if (known is not null && reader.ValueTextEquals(known))
            return known;
        return known = reader.GetString()!;
    }
}
