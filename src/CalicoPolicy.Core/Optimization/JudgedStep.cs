using CalicoPolicy.Core.Connectivity;

namespace CalicoPolicy.Core.Optimization;

/// <summary>A step, and what is known of its effect.</summary>
internal sealed record JudgedStep(RewriteStep Step, Equivalence Equivalence)
{
    /// <summary>Who gains or loses what.</summary>
    public IReadOnlyList<ConnectivityDifference> Changes { get; init; } = [];

    /// <summary>What users are told of it.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (Equivalence == Equivalence.Changed && Step.Effect is not null) yield return Step.Effect;
            if (Step.Note is not null) yield return Step.Note;
        }
    }
}
