namespace CalicoPolicy.Core.Resources;

/// <summary>A set that is in no namespace: rules of a namespaced policy reach it by <c>namespaceSelector: global()</c> only.</summary>
public sealed record GlobalNetworkSet : AddressSet
{
    /// <inheritdoc />
    public override string Kind => "GlobalNetworkSet";

    /// <inheritdoc />
    public override bool IsNamespaced => false;
}
