namespace CalicoPolicy.Core.Resources;

/// <summary>Pods with a name and storage of their own.</summary>
public sealed record StatefulSet : ReplicatedWorkload
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.AppsApiVersion;

    /// <inheritdoc />
    public override string Kind => "StatefulSet";
}
