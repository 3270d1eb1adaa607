namespace CalicoPolicy.Core.Resources;

/// <summary>Gives the permissions of a role, or of a cluster role, in one namespace.</summary>
public sealed record RoleBinding : AccessBinding
{
    /// <inheritdoc />
    public override string Kind => "RoleBinding";

    /// <inheritdoc />
    public override bool IsNamespaced => true;
}
