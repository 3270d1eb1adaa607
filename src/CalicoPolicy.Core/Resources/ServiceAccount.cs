namespace CalicoPolicy.Core.Resources;

/// <summary>An account that pods run as; of it only name and labels are kept.</summary>
public sealed record ServiceAccount : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CoreApiVersion;

    /// <inheritdoc />
    public override string Kind => "ServiceAccount";

    /// <inheritdoc />
    public override bool IsNamespaced => true;
}
