namespace CalicoPolicy.Core.Evaluation;

/// <summary>Domain names of rules and sets: exact, or with one <c>*</c> for one or more whole components (calico-policy.md 1.5).</summary>
internal static class DomainPattern
{
    /// <summary>Whether one of the patterns is for a domain.</summary>
    public static bool AnyMatches(IReadOnlyList<string> patterns, string domain)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern, domain)) return true;
        }

        return false;
    }

    /// <summary>Whether a pattern may be for a name of the cluster's own, whose address is a pod's or service's.</summary>
    public static bool MayBeInside(string pattern) =>
        pattern.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || pattern.EndsWith(".svc", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the pattern is for the domain.</summary>
    public static bool Matches(string pattern, string domain)
    {
        var name = domain.AsSpan().TrimEnd('.');
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return name.Equals(pattern.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
        var before = pattern.AsSpan(0, star);
        var after = pattern.AsSpan(star + 1).TrimEnd('.');
        return name.Length > before.Length + after.Length
            && name.StartsWith(before, StringComparison.OrdinalIgnoreCase) && name.EndsWith(after, StringComparison.OrdinalIgnoreCase)
            && name[before.Length..^after.Length] is [not '.', .., not '.'] or [not '.'];
    }
}
