using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>Which objects of a run are in ignored files: each file is matched once.</summary>
internal sealed class IgnoredFiles
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly IgnoredPaths _paths;

    public IgnoredFiles(IgnoredPaths paths) => _paths = paths;

    public bool Hold(Resource resource)
    {
        if (_paths.Globs.Count == 0 || resource.Location.File is not { } file) return false;
        if (!_known.TryGetValue(file, out var isIgnored)) _known.Add(file, isIgnored = _paths.Contains(file));
        return isIgnored;
    }
}
