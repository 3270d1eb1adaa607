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
                if (version == apiVersion ? NearWord.IsNear(schema.Kind, kind) : string.Equals(schema.Kind, kind, StringComparison.OrdinalIgnoreCase))
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
}
