namespace CalicoPolicy.Core.Resources;

/// <summary>Says whose rules a cluster role gathers.</summary>
public sealed record AggregationRule : ResourcePart
{
    /// <summary>Select the cluster roles; one must hold.</summary>
    public IReadOnlyList<LabelSelector> ClusterRoleSelectors { get; init => field = ValueList.Of(value); } = ValueList<LabelSelector>.None;
}
