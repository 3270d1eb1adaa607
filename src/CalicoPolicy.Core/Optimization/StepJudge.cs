using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Finds out what steps that are not proven for every cluster do on the one that is known: all of them together first, and where
/// something changes half by half, so that a few bad ones among many cost few comparisons.
/// </summary>
/// <remarks>O(b log n) comparisons for b steps that change something among n, and no more than <see cref="MostComparisons"/>; those left are not proven.</remarks>
internal sealed class StepJudge(DraftList drafts, SnapshotProof? proof)
{
    private const int MostComparisons = 64;

    private readonly IReadOnlyList<Resource> _before = [.. drafts.Drafts.Select(draft => draft.Resource)];
    private int _left = MostComparisons;

    /// <summary>What the steps are worth.</summary>
    public IReadOnlyList<JudgedStep> Judge(IReadOnlyList<RewriteStep> steps)
    {
        var judged = steps.Where(step => step.IsProven).Select(step => new JudgedStep(step, Equivalence.Proven)).ToList();
        RewriteStep[] open = [.. steps.Where(step => !step.IsProven)];
        if (open.Length > 0) Judge(open, judged);
        return judged;
    }

    private void Judge(ReadOnlySpan<RewriteStep> steps, List<JudgedStep> judged)
    {
        if (proof is null || _left-- <= 0)
        {
            foreach (var step in steps) judged.Add(new(step, Equivalence.Changed));
            return;
        }

        var changes = proof.Between(_before, [.. drafts.After([.. steps])]);
        if (changes.Count == 0)
        {
            foreach (var step in steps) judged.Add(new(step, Equivalence.ProvenOnSnapshot));
        }
        else if (steps.Length == 1)
        {
            judged.Add(new(steps[0], Equivalence.Changed) { Changes = changes });
        }
        else
        {
            Judge(steps[..(steps.Length / 2)], judged);
            Judge(steps[(steps.Length / 2)..], judged);
        }
    }
}
