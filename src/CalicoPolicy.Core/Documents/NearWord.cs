namespace CalicoPolicy.Core.Documents;

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class NearWord
{
    /// <summary>The known word that is near another: the same in another case, or one or two letters off. The nearest of them, null where none is.</summary>
    public static string? Find(IEnumerable<string> known, string word) => known.Where(name => IsNear(name, word)).MinBy(name => Distance(name, word));

    /// <summary>Whether a word was probably meant to be a known one.</summary>
    public static bool IsNear(string known, string word) =>
        string.Equals(known, word, StringComparison.OrdinalIgnoreCase)
        || (known.Length > 5 && Math.Abs(known.Length - word.Length) <= 2 && Distance(known, word) <= 2);

    /// <summary>The known word that is near another, among words that may be short: one letter off or two swapped, or two off where they are longer than five. The nearest, and of those the first in order; null where none is.</summary>
    public static string? FindShort(IEnumerable<string> known, string word)
    {
        (string? best, var least) = (null, int.MaxValue);
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - word.Length) > 2) continue;
            var distance = AreSwapped(name, word) ? 1 : Distance(name, word);
            if (distance > (Math.Max(name.Length, word.Length) > 5 ? 2 : name.Length > 2 ? 1 : 0) || distance > least) continue;
            if (distance < least || string.CompareOrdinal(name, best) < 0) (best, least) = (name, distance);
        }

        return best;
    }

    /// <summary>Whether two words differ by two letters next to each other that are swapped.</summary>
    private static bool AreSwapped(string left, string right)
    {
        if (left.Length != right.Length) return false;
        var first = left.AsSpan().CommonPrefixLength(right);
        return first + 1 < left.Length && left[first] == right[first + 1] && left[first + 1] == right[first]
            && left.AsSpan(first + 2).SequenceEqual(right.AsSpan(first + 2));
    }

    // Levenshtein, any case; both words are short.
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++) row[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var above = row[column];
                row[column] = Math.Min(Math.Min(row[column], row[column - 1]) + 1, diagonal + (char.ToLowerInvariant(left[line - 1]) == char.ToLowerInvariant(right[column - 1]) ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
