using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>Whether literals of packets can hold together.</summary>
/// <remarks>
/// What is there is one thing with labels, of which none of the things that are not there may be: a positive literal fails where its
/// selector cannot be met without meeting one of the negative ones. Two positive literals never exclude each other.
/// </remarks>
internal static class LiteralLogic
{
    /// <summary>Whether literals cannot hold together with others, where each by themselves can. A positive answer is always right.</summary>
    public static bool Exclude(IReadOnlyList<BoxLiteral> one, IReadOnlyList<BoxLiteral> two, SelectorLogic logic)
    {
        if (one.Count == 0 || two.Count == 0 || (!HasNegative(one) && !HasNegative(two))) return false;
        return Contradict([.. one, .. two], logic);
    }

    /// <summary>Whether literals cannot hold together. A positive answer is always right.</summary>
    public static bool Contradict(IReadOnlyList<BoxLiteral> literals, SelectorLogic logic)
    {
        foreach (var literal in literals)
        {
            if (literal.IsPositive && IsDenied(literal, literals, null, logic)) return true;
        }

        return false;
    }

    /// <summary>Whether a literal cannot hold together with others that can. A positive answer is always right.</summary>
    public static bool IsExcluded(BoxLiteral added, IReadOnlyList<BoxLiteral> literals, SelectorLogic logic)
    {
        if (added.IsPositive) return IsDenied(added, literals, null, logic);
        foreach (var literal in literals)
        {
            if (literal.IsDeniedBy(added) && IsDenied(literal, literals, added, logic)) return true;
        }

        return false;
    }

    /// <summary>Whether a literal follows from others. A positive answer is always right.</summary>
    public static bool Follows(BoxLiteral literal, IReadOnlyList<BoxLiteral> from, SelectorLogic logic)
    {
        foreach (var known in from)
        {
            if (known.IsSame(literal)) return true;
        }

        return IsExcluded(literal.Negated(), from, logic);
    }

    private static bool HasNegative(IReadOnlyList<BoxLiteral> literals)
    {
        foreach (var literal in literals)
        {
            if (!literal.IsPositive) return true;
        }

        return false;
    }

    private static bool IsDenied(BoxLiteral present, IReadOnlyList<BoxLiteral> literals, BoxLiteral? added, SelectorLogic logic)
    {
        List<BoxLiteral>? absent = null;
        foreach (var literal in literals)
        {
            if (present.IsDeniedBy(literal)) (absent ??= []).Add(literal);
        }

        if (added is not null && present.IsDeniedBy(added)) (absent ??= []).Add(added);
        if (absent is null) return present.Selector is not null && !logic.CanHold(present.Selector, []);
        return present.Kind switch
        {
            LiteralKind.Entity or LiteralKind.EntityOrDomain => !logic.CanHold(present.Selector, [.. absent.Select(literal => literal.Selector)]),
            LiteralKind.NamedPort => present.Names.All(name => !logic.CanHold(present.Selector, WithPort(absent, name))),
            _ => present.Names.All(name => absent.Exists(literal => literal.Names.Contains(name, StringComparer.Ordinal))),
        };
    }

    private static Selector?[] WithPort(List<BoxLiteral> absent, string name) =>
        [.. absent.Where(literal => literal.Kind != LiteralKind.NamedPort || literal.Names.Contains(name, StringComparer.Ordinal)).Select(literal => literal.Selector)];
}
