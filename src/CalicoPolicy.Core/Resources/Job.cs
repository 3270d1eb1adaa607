namespace CalicoPolicy.Core.Resources;

/// <summary>Pods that run to their end.</summary>
public sealed record Job : ReplicatedWorkload
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.BatchApiVersion;

    /// <inheritdoc />
    public override string Kind => "Job";
}
