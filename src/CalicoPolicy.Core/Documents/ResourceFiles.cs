namespace CalicoPolicy.Core.Documents;

/// <summary>Which files of a folder hold resources.</summary>
public static class ResourceFiles
{
    /// <summary>The name of the file with settings of the cmdlets that judge, which holds no resources.</summary>
    public const string SettingsName = ".calicopolicy.yaml";

    private static readonly string[] Endings = [".yaml", ".yml", ".json", ".yaml.gz", ".yml.gz", ".json.gz"];

    /// <summary>
    /// The files behind paths: a file as it is, a folder as its YAML and JSON files (compressed ones too) in ordinal order. Hidden
    /// folders such as <c>.git</c> and <see cref="SettingsName"/> are passed over.
    /// </summary>
    /// <param name="paths">Full paths of files and folders.</param>
    /// <param name="isRecursive">Whether folders within folders are read too.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<string> Expand(IEnumerable<string> paths, bool isRecursive, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            foreach (var file in InFolder(new DirectoryInfo(path), isRecursive, cancellationToken)) yield return file;
        }
    }

    /// <summary>Whether <see cref="Expand"/> reads every folder below one: links are not followed, and nothing below where it is not recursive.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="isRecursive">Whether folders in it are read too.</param>
    public static bool IsWhole(string folder, bool isRecursive)
    {
        try
        {
            var below = new DirectoryInfo(folder).EnumerateDirectories().Where(child => !child.Name.StartsWith('.'));
            return isRecursive ? below.All(child => child.LinkTarget is null && IsWhole(child.FullName, isRecursive)) : !below.Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> InFolder(DirectoryInfo folder, bool isRecursive, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };
        foreach (var file in folder.EnumerateFiles("*", options).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.Name != SettingsName && Endings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) yield return file.FullName;
        }

        if (!isRecursive) yield break;
        foreach (var child in folder.EnumerateDirectories("*", options).OrderBy(child => child.Name, StringComparer.Ordinal))
        {
            // A link to a folder may lead back here.
            if (child.Name.StartsWith('.') || child.LinkTarget is not null) continue;
            foreach (var file in InFolder(child, isRecursive, cancellationToken)) yield return file;
        }
    }
}
