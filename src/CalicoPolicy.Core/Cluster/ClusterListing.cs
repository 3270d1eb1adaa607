using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What a cluster has of one kind.</summary>
public sealed record ClusterListing
{
    /// <summary>The cluster: the name of its context.</summary>
    public required string Cluster { get; init; }

    /// <summary>The objects, by namespace and name, with all that the server gave.</summary>
    public IReadOnlyList<Resource> Resources { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>What was not read, and why; the rest was.</summary>
    public IReadOnlyList<ServerError> Errors { get; init => field = ValueList.Of(value); } = ValueList<ServerError>.None;

    /// <summary>Namespaces that were asked for and that the cluster does not have.</summary>
    public IReadOnlyList<string> MissingNamespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
