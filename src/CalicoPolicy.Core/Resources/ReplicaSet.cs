namespace CalicoPolicy.Core.Resources;

/// <summary>A number of equal pods; a deployment's, mostly.</summary>
public sealed record ReplicaSet : ReplicatedWorkload
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.AppsApiVersion;

    /// <inheritdoc />
    public override string Kind => "ReplicaSet";
}
