namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// Of the rules that overlap one those that together may cover it. A rule that asks for something with certain labels, where the other does
/// not ask for it, covers no packet whose ends are nothing of the kind; and where such ends are possible, whatever headers there are, the
/// rules that do not ask for it must cover everything by themselves.
/// </summary>
internal static class RelevantRules
{
    /// <summary>The rules.</summary>
    /// <param name="rule">The rule that is to be covered.</param>
    /// <param name="overlapping">The rules that overlap it.</param>
    /// <param name="logic">Knows the selectors.</param>
    public static HashSet<SequencedRule> Of(SequencedRule rule, List<SequencedRule> overlapping, SelectorLogic logic)
    {
        var kept = new HashSet<SequencedRule>(overlapping, ReferenceEqualityComparer.Instance);
        foreach (var isSource in (bool[])[true, false])
        {
            var asking = Asking(rule, kept, isSource, logic);
            if (asking.Count > 0 && MayBeNothingOfTheKind(rule, asking, isSource, logic)) kept.ExceptWith(asking.Select(one => one.Rule));
        }

        return kept;
    }

    /// <summary>The rules all of whose boxes ask of one end for something that does not follow from what the rule asks, and for what.</summary>
    private static List<(SequencedRule Rule, List<BoxLiteral> Literals)> Asking(SequencedRule rule, HashSet<SequencedRule> others, bool isSource, SelectorLogic logic)
    {
        var asking = new List<(SequencedRule Rule, List<BoxLiteral> Literals)>();
        foreach (var other in others)
        {
            var all = new List<BoxLiteral>();
            var isAsking = true;
            foreach (var box in other.Boxes!)
            {
                var own = box.Literals.Where(literal => literal.IsSource == isSource && !rule.Boxes!.All(one => LiteralLogic.Follows(literal, one.Literals, logic))).ToList();
                isAsking &= own.Count > 0;
                all.AddRange(own);
            }

            if (isAsking) asking.Add((other, all));
        }

        return asking;
    }

    /// <summary>Whether for each box of the rule an end is possible for which none of what others ask holds.</summary>
    private static bool MayBeNothingOfTheKind(SequencedRule rule, List<(SequencedRule Rule, List<BoxLiteral> Literals)> asking, bool isSource, SelectorLogic logic)
    {
        List<BoxLiteral> absent = [.. asking.SelectMany(one => one.Literals)];

        // What is asked not to be there is not there for such an end.
        if (absent.Exists(literal => !literal.IsPositive)) return false;
        List<BoxLiteral> negated = [.. absent.Select(literal => literal.Negated())];
        foreach (var box in rule.Boxes!)
        {
            foreach (var present in box.Literals)
            {
                if (!present.IsPositive || present.IsSource != isSource) continue;
                List<BoxLiteral> denying = [.. negated.Where(present.IsDeniedBy), .. box.Literals.Where(present.IsDeniedBy)];
                if (LiteralLogic.Contradict([present, .. denying], logic)) return false;
            }
        }

        return true;
    }
}
