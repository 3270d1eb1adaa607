using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// The labels by which Calico's engine selects an endpoint or a network set: its own, the automatic ones, and under prefixes those
/// of its namespace and service account (calico-dataplane.md 1.6). Labels of a namespace or service account that is not in the
/// snapshot are unknown, but for its name.
/// </summary>
public sealed class EndpointLabels : IPartialLabels
{
    private readonly LabelMap _own;
    private readonly LabelMap[] _parents;
    private readonly string[] _unknownPrefixes;

    internal EndpointLabels(LabelMap own, LabelMap[] parents, string[] unknownPrefixes)
    {
        _own = own;
        _parents = parents;
        _unknownPrefixes = unknownPrefixes;
    }

    /// <summary>The labels of its own, with the automatic ones.</summary>
    public LabelMap Own => _own;

    /// <inheritdoc />
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        if (_own.TryGetValue(key, out value)) return true;
        foreach (var parent in _parents)
        {
            if (parent.TryGetValue(key, out value)) return true;
        }

        value = null;
        return false;
    }

    /// <inheritdoc />
    public bool IsUnknown(string key)
    {
        foreach (var prefix in _unknownPrefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
