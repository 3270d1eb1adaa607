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
    private readonly (LabelMap Known, string? UnknownPrefix)[] _parents;

    internal EndpointLabels(LabelMap own, (LabelMap Known, string? UnknownPrefix)[] parents)
    {
        _own = own;
        _parents = parents;
    }

    /// <summary>Whether the endpoint may have any other labels of its own, as a pod that does not exist yet.</summary>
    internal bool MayHaveMore { get; init; }

    /// <summary>The labels of its own, with the automatic ones.</summary>
    public LabelMap Own => _own;

    /// <summary>The namespace of the pod or set; null for hosts and global sets.</summary>
    internal string? Namespace { get; init; }

    /// <inheritdoc />
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        if (_own.TryGetValue(key, out value)) return true;
        foreach (var (known, unknownPrefix) in _parents)
        {
            if (known.TryGetValue(key, out value)) return true;

            // What is not known may come before what is.
            if (unknownPrefix is not null && key.StartsWith(unknownPrefix, StringComparison.Ordinal)) break;
        }

        value = null;
        return false;
    }

    /// <inheritdoc />
    public bool IsUnknown(string key)
    {
        if (MayHaveMore && !key.StartsWith(AutomaticLabels.NamespacePrefix, StringComparison.Ordinal)) return true;
        foreach (var (_, unknownPrefix) in _parents)
        {
            if (unknownPrefix is not null && key.StartsWith(unknownPrefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
