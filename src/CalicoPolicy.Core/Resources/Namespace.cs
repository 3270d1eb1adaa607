namespace CalicoPolicy.Core.Resources;

/// <summary>A namespace. Kept as a whole, since publishing creates namespaces from what people wrote.</summary>
public sealed record Namespace : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CoreApiVersion;

    /// <inheritdoc />
    public override string Kind => "Namespace";

    /// <inheritdoc />
    public override bool IsNamespaced => false;
}
