using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>
/// Finds the settings file of an input: <see cref="ResourceFiles.SettingsName"/> in the deepest folder that holds all files which the
/// input was read from, or else in the nearest folder above it that has one.
/// </summary>
public static class SettingsSearch
{
    /// <summary>The folder that the search starts in. O(objects).</summary>
    /// <param name="resources">The input; objects that were built, without a file, do not count beside others.</param>
    /// <param name="currentFolder">Where to start where no object has a file, or where they have no folder in common.</param>
    public static string Start(IEnumerable<Resource> resources, string currentFolder)
    {
        ArgumentNullException.ThrowIfNull(resources);
        string? folder = null, last = null;
        foreach (var resource in resources)
        {
            if (resource.Location.File is not { } file || ReferenceEquals(file, last)) continue;
            last = file;
            folder = folder is null ? Path.GetDirectoryName(file) : Common(folder, file);
            if (folder is null) break;
        }

        return folder ?? currentFolder;
    }

    /// <summary>The full path of the settings file of a folder; null where neither it nor a folder above has one.</summary>
    /// <param name="folder">The folder's full path.</param>
    public static string? Find(string folder)
    {
        for (var current = folder; !string.IsNullOrEmpty(current); current = Path.GetDirectoryName(current))
        {
            var path = Path.Combine(current, ResourceFiles.SettingsName);
            if (File.Exists(path)) return path;
        }

        return null;
    }

    private static string? Common(string folder, string file)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var common = folder;
        while (common is not null && !file.StartsWith(Path.EndsInDirectorySeparator(common) ? common : common + Path.DirectorySeparatorChar, comparison))
            common = Path.GetDirectoryName(common);
        return common;
    }
}
