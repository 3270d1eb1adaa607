namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Finds a shorter selector that selects the very same and that Calico's label index serves at least as well:
/// <c>a == 'x' || a in {'y'}</c> becomes <c>a in {'x', 'y'}</c>, <c>!(a == 'x')</c> becomes <c>a != 'x'</c>,
/// <c>has(a) &amp;&amp; a == 'x'</c> becomes <c>a == 'x'</c>, and <c>(a &amp;&amp; b) || (a &amp;&amp; c)</c> becomes <c>a &amp;&amp; (b || c)</c>.
/// What nothing can match, or everything does, is left as it is written: hardly anybody means that.
/// </summary>
/// <remarks>O(nodes x depth), and pairs of operands for up to <see cref="SelectorReduction.MostCompared"/> that stand side by side.</remarks>
public static class SelectorSimplifier
{
    /// <summary>The longest selector that Calico's API takes, in characters.</summary>
    internal const int LongestText = 1024;

    private const int MostRounds = 16;

    /// <summary>The shorter selector, as people write it.</summary>
    /// <returns>Null where none is known, and for texts that are longer than what Calico's API takes (1024 characters).</returns>
    public static string? Suggest(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        if (selector.Text.Length > LongestText)
            return null;
        var simpler = Simplify(selector.Root);
        return ReferenceEquals(simpler, selector.Root) || simpler.ToReadable() is not { Length: <= LongestText } text ? null : text;
    }

    /// <summary>The better node; the very same where none is known.</summary>
    internal static SelectorNode Simplify(SelectorNode node)
    {
        // A single test is as short as it gets, but for lists of one value or none, and most selectors are that.
        if (node is LabelValueNode or HasNode or AllNode or GlobalNode || !CanDecide(node))
            return node;
        var best = node;
        for (var round = 0; round < MostRounds; round++)
        {
            var reduction = new SelectorReduction();
            var next = reduction.Of(best);
            if (reduction.IsPointless)
                return node;
            if (next.Equals(best))
                break;
            best = next;
        }

        return IsBetter(best, node) ? best : node;
    }

    /// <summary>Whether some labels may match and others may not.</summary>
    private static bool CanDecide(SelectorNode node) =>
        Satisfiability.CanHold(node, negated: false) && Satisfiability.CanHold(node, negated: true);

    private static bool IsBetter(SelectorNode better, SelectorNode node)
    {
        var (shorter, longer) = (better.ToReadable().Length, node.ToReadable().Length);
        var (index, before) = (SelectorIndexing.Of(better).Rank, SelectorIndexing.Of(node).Rank);
        return shorter <= longer && index >= before && (shorter < longer || index > before);
    }
}
