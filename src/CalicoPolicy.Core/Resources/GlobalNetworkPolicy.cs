namespace CalicoPolicy.Core.Resources;

/// <summary>A policy across namespaces and for host endpoints (<c>projectcalico.org/v3</c>).</summary>
public sealed record GlobalNetworkPolicy : GlobalPolicy
{
    /// <inheritdoc />
    public override string Kind => "GlobalNetworkPolicy";

}
