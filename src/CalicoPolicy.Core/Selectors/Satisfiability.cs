namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Proves that no labels meet a condition, or some conditions together: alternatives are tried one after the other, and in what is then
/// a plain list of tests each label is looked at by itself (<see cref="LabelTests"/>).
/// </summary>
/// <remarks>
/// "Cannot hold" is always right. "Can hold" is right but for two cases: it counts values that Kubernetes would not take as those of
/// labels, and where alternatives are too many to be tried (<see cref="MaxSteps"/>) it is a guess. O(nodes) where no alternatives are
/// among the conditions; else at most <see cref="MaxSteps"/> tests are laid down and looked at.
/// </remarks>
internal static class Satisfiability
{
    /// <summary>How many tests are laid down, those included that are taken back, before the search ends.</summary>
    public const int MaxSteps = 20_000;

    /// <summary>Whether nothing rules out that some labels make the node true or, negated, false.</summary>
    public static bool CanHold(SelectorNode node, bool negated) => CanHold([(node, negated)]);

    /// <summary>Whether nothing rules out that some labels meet all conditions.</summary>
    public static bool CanHold(params ReadOnlySpan<(SelectorNode Node, bool IsNegated)> conditions)
    {
        var search = new AlternativeSearch(MaxSteps);
        foreach (var (node, isNegated) in conditions)
        {
            if (!search.Add(node, isNegated)) return false;
        }

        return search.CanHold();
    }
}
