namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>Finds the kind that a document probably meant.</summary>
internal static class KindSuggestion
{
    /// <summary>
    /// The kind, with its API version where that differs: the same word in another case, one or two letters off within the same
    /// group, or the same kind under another version of its group. Null where nothing is that near, so that the kinds of other
    /// projects pass in silence.
    /// </summary>
    public static string? For(string apiVersion, string kind)
    {
        var group = Group(apiVersion);
        foreach (var schema in KindCatalog.All)
        {
            foreach (var version in schema.ApiVersions)
            {
                if (Group(version) != group) continue;
                if (version == apiVersion ? IsNear(schema.Kind, kind) : string.Equals(schema.Kind, kind, StringComparison.OrdinalIgnoreCase))
                    return version == apiVersion ? schema.Kind : $"{schema.Kind} of {version}";
            }
        }

        return null;
    }

    private static string Group(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? string.Empty : apiVersion[..slash];
    }

    private static bool IsNear(string known, string kind) =>
        string.Equals(known, kind, StringComparison.OrdinalIgnoreCase)
        || (known.Length > 5 && Math.Abs(known.Length - kind.Length) <= 2 && Distance(known, kind) <= 2);

    // Levenshtein; both words are short.
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
                row[column] = Math.Min(Math.Min(row[column], row[column - 1]) + 1, diagonal + (left[line - 1] == right[column - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
