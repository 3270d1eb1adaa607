namespace CalicoPolicy.Core.Resources;

/// <summary>A workload that says how many pods it makes.</summary>
public abstract record ReplicatedWorkload : Workload
{
    /// <summary>How many pods at a time (a job's parallelism); null where the document does not say, which means one.</summary>
    public long? Replicas { get; init; }
}
