namespace CalicoPolicy.Core.Resources;

/// <summary>A policy for the pods of one namespace (<c>projectcalico.org/v3</c>).</summary>
public sealed record NetworkPolicy : TieredPolicy
{
    /// <inheritdoc />
    public override string Kind => "NetworkPolicy";

    /// <inheritdoc />
    public override bool IsNamespaced => true;
}
