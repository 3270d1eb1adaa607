namespace CalicoPolicy.Core.Resources;

/// <summary>A pod on every node.</summary>
public sealed record DaemonSet : Workload
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.AppsApiVersion;

    /// <inheritdoc />
    public override string Kind => "DaemonSet";
}
