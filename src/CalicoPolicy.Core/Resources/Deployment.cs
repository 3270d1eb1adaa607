namespace CalicoPolicy.Core.Resources;

/// <summary>Pods that are replaced a few at a time.</summary>
public sealed record Deployment : ReplicatedWorkload
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.AppsApiVersion;

    /// <inheritdoc />
    public override string Kind => "Deployment";
}
