namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>What a step did to a state, so that it can be taken back and told.</summary>
internal sealed class AppliedStep(ChangeStep step)
{
    public ChangeStep Step => step;

    /// <summary>The rows that it changed, and what was set before.</summary>
    public List<(int Family, int Side, int[]? Row)> Rows { get; } = [];

    /// <summary>The pairs of which it changed what is wrong.</summary>
    public List<(Pair Pair, Fault? Before, Fault? After)> Faults { get; } = [];

    /// <summary>The pairs of which it is not known what start or end do.</summary>
    public HashSet<Pair> OpenEnded { get; } = [];
}
