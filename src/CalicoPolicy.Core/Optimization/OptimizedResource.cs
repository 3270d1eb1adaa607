using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>A resource as it stands after the rewrites.</summary>
public sealed record OptimizedResource
{
    /// <summary>The resource.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The resources that it was made of; itself where nothing was rewritten.</summary>
    public IReadOnlyList<Resource> From { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>The rewrites that it went through, in order; none where it is as it was given.</summary>
    public IReadOnlyList<string> Rewrites { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether it was rewritten.</summary>
    public bool IsRewritten => Rewrites.Count > 0;

    /// <summary>Whether it does the same as what it was made of, together with what else was made of that.</summary>
    public Equivalence Equivalence { get; init; }

    /// <summary>What may be different, or is seen elsewhere than in verdicts, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Who gains or loses what, where the cluster is known and <see cref="Equivalence"/> is <see cref="Equivalence.Changed"/>.</summary>
    public IReadOnlyList<ConnectivityDifference> Changes { get; init => field = ValueList.Of(value); } = ValueList<ConnectivityDifference>.None;

    /// <summary>What the policies that it was made of cost. Of several that were made of one policy the first has its cost.</summary>
    public IReadOnlyList<PolicyCost> CostBefore { get; init => field = ValueList.Of(value); } = ValueList<PolicyCost>.None;

    /// <summary>What it costs; null for what is no policy, and where the cluster is not known.</summary>
    public PolicyCost? CostAfter { get; init; }

    /// <summary>What all endpoints got of the policies that it was made of (<see cref="PolicyCost.Rendered"/>); null where it is not known.</summary>
    public long? RenderedBefore => CostBefore.Count == 0 ? null : CostBefore.Sum(cost => cost.Rendered);

    /// <summary>What all endpoints get of it; null where it is not known.</summary>
    public long? RenderedAfter => CostAfter?.Rendered;

    /// <inheritdoc />
    public override string ToString() => IsRewritten ? $"{Resource}: {Equivalence} ({string.Join(", ", Rewrites)})" : $"{Resource}";
}
