namespace CalicoPolicy.Core.Resources;

/// <summary>Permissions on what is in no namespace, or in all of them.</summary>
public sealed record ClusterRole : AccessRole
{
    /// <inheritdoc />
    public override string Kind => "ClusterRole";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The roles whose rules the server gathers into this one; null: none.</summary>
    public AggregationRule? AggregationRule { get; init; }
}
