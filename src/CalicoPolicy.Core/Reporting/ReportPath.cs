namespace CalicoPolicy.Core.Reporting;

/// <summary>Names files from the root of a report, so that a report says the same on every machine.</summary>
internal static class ReportPath
{
    /// <summary>The file from the root, with <c>/</c> between the parts; null where it is outside of the root.</summary>
    public static string? Relative(string file, string root)
    {
        var relative = Path.IsPathRooted(file) ? Path.GetRelativePath(root, file) : file;
        var slashed = Slashed(relative);
        return Path.IsPathRooted(relative) || slashed == ".." || slashed.StartsWith("../", StringComparison.Ordinal) ? null : slashed;
    }

    /// <summary>The file from the root, or its full path where it is outside of the root.</summary>
    public static string Shown(string file, string root) => Relative(file, root) ?? Slashed(file);

    /// <summary>A path from the root as a relative URI.</summary>
    public static string RelativeUri(string relative) => string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));

    /// <summary>A full path as an absolute URI.</summary>
    public static string AbsoluteUri(string file)
    {
        var slashed = Slashed(Path.GetFullPath(file));
        var scheme = slashed.StartsWith("//", StringComparison.Ordinal) ? "file:" : slashed.StartsWith('/') ? "file://" : "file:///";

        // The colon of a drive stays: readers know it by that.
        return scheme + RelativeUri(slashed).Replace("%3A/", ":/", StringComparison.Ordinal);
    }

    /// <summary>The file that a URI of a report names.</summary>
    public static string FromUri(string uri, string root) => Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile
        ? absolute.LocalPath
        : Path.Combine([root, .. uri.Split('/').Select(Uri.UnescapeDataString)]);

    private static string Slashed(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
}
