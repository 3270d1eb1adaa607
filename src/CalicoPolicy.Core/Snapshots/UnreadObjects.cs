using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// What a gap hides that selectors could pick: pods, hosts' interfaces, or network sets. Any labels are possible but those that the
/// kind cannot have, where nobody puts one of Calico's automatic labels on by hand.
/// </summary>
internal sealed class UnreadObjects : IPartialLabels
{
    private static readonly string[] NamesOfNamespaces =
        [AutomaticLabels.Namespace, AutomaticLabels.NamespacePrefix + AutomaticLabels.Name, AutomaticLabels.NamespacePrefix + AutomaticLabels.MetadataName];

    private readonly SnapshotGap _gap;

    private UnreadObjects(SnapshotGap gap) => _gap = gap;

    /// <summary>What a gap hides; null where selectors pick no objects of the kind.</summary>
    public static UnreadObjects? Of(SnapshotGap gap) =>
        gap.Kind is "Pod" or "HostEndpoint" or "NetworkSet" or "GlobalNetworkSet" or "GlobalThreatFeed" ? new(gap) : null;

    public bool ArePods => _gap.Kind == "Pod";

    public bool AreHosts => _gap.Kind == "HostEndpoint";

    public bool AreSets => !ArePods && !AreHosts;

    private bool AreNamespaced => _gap.Kind is "Pod" or "NetworkSet";

    /// <summary>Whether a selector may pick one of them.</summary>
    public bool MayBePicked(Selector selector)
    {
        if (selector.Judge(this) == Truth.No) return false;
        if (_gap.ExceptNamespaces.Count == 0) return true;
        var restrictions = LabelRestrictions.Of(selector.Root).Labels;
        return !NamesOfNamespaces.Any(label =>
            restrictions.TryGetValue(label, out var restriction) && restriction.LimitsValues && restriction.Values.All(_gap.ExceptNamespaces.Contains));
    }

    /// <inheritdoc />
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        value = ArePods && key == AutomaticLabels.Orchestrator ? "k8s"
            : AreNamespaced && NamesOfNamespaces.Contains(key) ? _gap.Namespace
            : null;
        return value is not null;
    }

    /// <inheritdoc />
    public bool IsUnknown(string key)
    {
        if (ArePods) return true;
        if (key is AutomaticLabels.Orchestrator or AutomaticLabels.ServiceAccount) return false;

        // A host may have the profile of a namespace or account, and with it the labels of that.
        if (AreHosts) return key != AutomaticLabels.Namespace;
        if (key.StartsWith(AutomaticLabels.ServiceAccountPrefix, StringComparison.Ordinal)) return false;
        return AreNamespaced || (key != AutomaticLabels.Namespace && !key.StartsWith(AutomaticLabels.NamespacePrefix, StringComparison.Ordinal));
    }
}
