using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>What rewriting came to.</summary>
public sealed record OptimizationReport
{
    /// <summary>All that was given, as it stands now, and what is new, in the order of the input.</summary>
    public required IReadOnlyList<OptimizedResource> Resources { get; init => field = ValueList.Of(value); }

    /// <summary>What was not done.</summary>
    public IReadOnlyList<RefusedRewrite> Refused { get; init => field = ValueList.Of(value); } = ValueList<RefusedRewrite>.None;

    /// <summary>
    /// Why nothing was rewritten although there was something to rewrite: the last comparison of all pairs found differences where each step was
    /// proven, which is a defect of this module. Null: all is as it should be.
    /// </summary>
    public string? Failure { get; init; }

    /// <summary>What all policies cost before; null where the cluster is not known.</summary>
    public CostReport? CostBefore { get; init; }

    /// <summary>What all policies cost now; null where the cluster is not known.</summary>
    public CostReport? CostAfter { get; init; }

    /// <summary>Whether all of it does the same as before.</summary>
    public required Equivalence Equivalence { get; init; }
}
