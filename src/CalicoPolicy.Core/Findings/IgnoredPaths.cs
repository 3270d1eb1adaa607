using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>Files that are somebody else's to mend: globs from a folder.</summary>
/// <param name="Folder">The full path that the globs start from.</param>
/// <param name="Globs">The globs; one that matches is enough.</param>
public sealed record IgnoredPaths(string Folder, IReadOnlyList<PathGlob> Globs)
{
    /// <summary>No file.</summary>
    public static IgnoredPaths None { get; } = new(string.Empty, ValueList<PathGlob>.None);

    /// <summary>Whether a file is one of them; what lies outside of the folder is not.</summary>
    /// <param name="file">The file's full path; null for what was not read from a file.</param>
    public bool Contains(string? file)
    {
        if (file is null || Globs.Count == 0) return false;
        var path = Path.GetRelativePath(Folder, file);
        if (Path.DirectorySeparatorChar != '/') path = path.Replace(Path.DirectorySeparatorChar, '/');
        return Globs.Any(glob => glob.Matches(path));
    }
}
