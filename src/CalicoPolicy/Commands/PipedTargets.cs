namespace CalicoPolicy.Commands;

/// <summary>What was piped to Invoke-Quarantine of one cluster.</summary>
/// <param name="First">The first of it, for messages.</param>
internal sealed record PipedTargets(object First)
{
    /// <summary>Pods as namespace/name.</summary>
    public List<string> Pods { get; } = [];

    /// <summary>Workloads as namespace/kind/name.</summary>
    public List<string> Workloads { get; } = [];

    /// <summary>Namespaces.</summary>
    public List<string> Namespaces { get; } = [];
}
