using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What is quarantined in a cluster.</summary>
/// <param name="Cluster">The cluster: the name of its context.</param>
/// <param name="Pods">The quarantines.</param>
/// <param name="Errors">Why there may be more of them: pods, or the policies of the tier, could not be read. None: those are all.</param>
/// <param name="Warnings">What else could not be read, a line each; it makes the proof of isolation less certain.</param>
public sealed record QuarantineListing(string Cluster, IReadOnlyList<PodQuarantine> Pods, IReadOnlyList<ServerError> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>The quarantines.</summary>
    public IReadOnlyList<PodQuarantine> Pods { get; } = ValueList.Of(Pods);

    /// <summary>Why there may be more of them; none: those are all.</summary>
    public IReadOnlyList<ServerError> Errors { get; } = ValueList.Of(Errors);

    /// <summary>What else could not be read.</summary>
    public IReadOnlyList<string> Warnings { get; } = ValueList.Of(Warnings);
}
