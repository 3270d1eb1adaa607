namespace CalicoPolicy.Core.Resources;

/// <summary>A set of one namespace.</summary>
public sealed record NetworkSet : AddressSet
{
    /// <inheritdoc />
    public override string Kind => "NetworkSet";

    /// <inheritdoc />
    public override bool IsNamespaced => true;
}
