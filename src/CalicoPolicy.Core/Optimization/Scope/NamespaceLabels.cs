using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>The labels of a cluster's namespaces. Empty where some namespaces could not be read.</summary>
/// <remarks>O(labels of all namespaces).</remarks>
internal sealed class NamespaceLabels
{
    private readonly Dictionary<(string Key, string Value), HashSet<string>> _namespaces = [];

    public NamespaceLabels(PolicySnapshot? snapshot)
    {
        if (snapshot is null || snapshot.IsMissing("Namespace")) return;
        foreach (var ns in snapshot.Resources.OfType<Namespace>())
        {
            foreach (var (key, value) in ns.Labels)
            {
                if (!_namespaces.TryGetValue((key, value), out var named)) _namespaces.Add((key, value), named = new(StringComparer.Ordinal));
                named.Add(ns.Name);
            }
        }
    }

    /// <summary>A selector of a label that all these namespaces carry and no other does; of several the first by key; null where there is none.</summary>
    public string? Find(IReadOnlyList<string> namespaces)
    {
        var found = _namespaces.Where(label => label.Value.Count == namespaces.Count && label.Value.SetEquals(namespaces))
            .Select(label => label.Key).Order().FirstOrDefault();
        return found.Key is null ? null : new LabelValueNode(found.Key, LabelOperator.Equal, found.Value).ToReadable();
    }
}
