namespace CalicoPolicy.Core.Cluster;

/// <summary>How far the reading of a cluster is.</summary>
/// <param name="Cluster">The cluster, as far as it is known.</param>
/// <param name="Done">How many collections were read.</param>
/// <param name="Total">How many there are to read.</param>
/// <param name="What">What was read last.</param>
public sealed record ClusterProgress(string Cluster, int Done, int Total, string What);
