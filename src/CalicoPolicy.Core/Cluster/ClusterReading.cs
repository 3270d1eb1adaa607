using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What came of reading a cluster.</summary>
public sealed record ClusterReading
{
    /// <summary>The cluster: the name of its context.</summary>
    public required string Cluster { get; init; }

    /// <summary>The snapshot; null where there is none.</summary>
    public PolicySnapshot? Snapshot { get; init; }

    /// <summary>Why there is no snapshot; null where there is one.</summary>
    public ServerError? Error { get; init; }

    /// <summary>The gaps that nobody asked for: what was refused, failed or took too long.</summary>
    public IReadOnlyList<SnapshotGap> Refused { get; init => field = ValueList.Of(value); } = ValueList<SnapshotGap>.None;

    /// <summary>The same with what the server said.</summary>
    internal IReadOnlyList<KindGap> Unread { get; init => field = ValueList.Of(value); } = ValueList<KindGap>.None;

    /// <summary>
    /// What to tell of <see cref="Refused"/>, one line for each gap; those of roles and bindings, which change no verdict, are one line
    /// together.
    /// </summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            var access = Refused.Where(gap => ClusterKind.Others.Any(kind => kind.Name == gap.Kind && kind.IsOfAccess)).ToList();
            var others = Refused.Except(access).Select(gap => gap.ToString());
            return access.Count < 2 ? Refused.Select(gap => gap.ToString()) : others.Append(
                $"{string.Join(", ", access.Select(gap => gap.Kind).Distinct(StringComparer.Ordinal))} objects were not read: {access[0].Reason} Only Test-PolicyTierAccess needs them.");
        }
    }

    /// <summary>Namespaces that were asked for and that the cluster does not have.</summary>
    public IReadOnlyList<string> MissingNamespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
