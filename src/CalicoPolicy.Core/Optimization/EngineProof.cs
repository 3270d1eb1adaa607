using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Whether selectors written in another way come to the same in the end: compared are the texts that Calico's engine matches, which
/// it makes with operations on text that know nothing of what a selector means. A positive answer is always right.
/// </summary>
internal static class EngineProof
{
    /// <summary>Whether a policy selects the same endpoints before and after, in every cluster.</summary>
    public static bool IsSameSelection(TieredPolicy before, TieredPolicy after) =>
        AreSame(PolicyCompiler.SelectorOf(before), PolicyCompiler.SelectorOf(after));

    /// <summary>Whether a side of a rule picks and excludes the same before and after, in every cluster.</summary>
    /// <param name="policy">The rule's policy.</param>
    /// <param name="before">The side before.</param>
    /// <param name="after">The side after.</param>
    public static bool IsSamePeer(TieredPolicy policy, PolicyPeer before, PolicyPeer after)
    {
        var ns = policy.IsNamespaced ? policy.Namespace ?? "default" : string.Empty;
        var (one, other) = (PeerSelectors.Of(ns, before), PeerSelectors.Of(ns, after));
        return AreSame(one.Positive, other.Positive) && AreSame(one.Negated, other.Negated);
    }

    /// <summary>Whether no labels tell two of the engine's texts apart. No text is no criterion, which is another thing than all().</summary>
    private static bool AreSame(string one, string other)
    {
        if (one == other) return true;
        if (one.Length == 0 || other.Length == 0) return false;
        if (!Selector.TryParse(one, out var left, out _) || !Selector.TryParse(other, out var right, out _)) return false;
        return left == right || (Implies(left.Root, right.Root) && Implies(right.Root, left.Root));
    }

    private static bool Implies(SelectorNode one, SelectorNode other) =>
        !Satisfiability.CanHold(new AndNode(one, new NotNode(other)), negated: false);
}
