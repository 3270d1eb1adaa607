namespace CalicoPolicy.Core.Resources;

/// <summary>Permissions in one namespace.</summary>
public sealed record Role : AccessRole
{
    /// <inheritdoc />
    public override string Kind => "Role";

    /// <inheritdoc />
    public override bool IsNamespaced => true;
}
