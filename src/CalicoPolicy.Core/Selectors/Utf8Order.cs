namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Orders strings by their UTF-8 bytes, as Go does. Ordinal comparison of UTF-16 differs: it puts characters beyond
/// U+FFFF (surrogate pairs) before U+E000 to U+FFFF.
/// </summary>
/// <remarks>O(length of the shorter string), no allocation. A lone surrogate sorts like the pair it would begin.</remarks>
internal sealed class Utf8Order : IComparer<string>
{
    private Utf8Order()
    {
    }

    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var common = x.AsSpan().CommonPrefixLength(y);
        return common == x.Length || common == y.Length
            ? x.Length - y.Length
            : Rank(x[common]) - Rank(y[common]);
    }

    /// <summary>Sorts in place and drops repetitions.</summary>
    /// <returns>The same array, or a shorter copy of it.</returns>
    public static string[] SortDistinct(string[] values)
    {
        if (values.Length < 2)
            return values;
        Array.Sort(values, Instance);
        var kept = 1;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] != values[kept - 1])
                values[kept++] = values[i];
        }

        return kept == values.Length ? values : values[..kept];
    }

    /// <summary>Moves the surrogates behind everything else that one UTF-16 code unit can be.</summary>
    private static int Rank(char unit) => unit switch
    {
        < '\uD800' => unit,
        < '\uE000' => unit + 0x2000,
        _ => unit - 0x800,
    };
}
