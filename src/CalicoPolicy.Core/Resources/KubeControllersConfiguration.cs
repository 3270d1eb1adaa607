namespace CalicoPolicy.Core.Resources;

/// <summary>What Calico's controllers are told to do.</summary>
public sealed record KubeControllersConfiguration : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "KubeControllersConfiguration";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>Whether every node gets host endpoints by itself: Enabled or Disabled; null: Disabled.</summary>
    public string? HostEndpointAutoCreate { get; init; }
}
