namespace CalicoPolicy.Core.Resources;

/// <summary>Gives the permissions of a cluster role everywhere.</summary>
public sealed record ClusterRoleBinding : AccessBinding
{
    /// <inheritdoc />
    public override string Kind => "ClusterRoleBinding";

    /// <inheritdoc />
    public override bool IsNamespaced => false;
}
