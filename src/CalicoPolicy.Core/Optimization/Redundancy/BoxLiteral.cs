using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// Something that is true of a packet or not, in addition to what its header says. Positive: something of the kind is there; negative:
/// nothing of the kind is. Different things may have one address, so that positive literals of contradictory selectors hold together.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsSource">Whether it is about the source.</param>
/// <param name="Selector">Whom it picks; null: anything, or not a matter of selectors.</param>
/// <param name="Names">The names of ports or domains, or the one of a service or request.</param>
/// <param name="IsPositive">Whether it is there.</param>
internal sealed record BoxLiteral(LiteralKind Kind, bool IsSource, Selector? Selector, IReadOnlyList<string> Names, bool IsPositive)
{
    /// <summary>The opposite.</summary>
    public BoxLiteral Negated() => this with { IsPositive = !IsPositive };

    /// <summary>Whether both say the same, by their texts.</summary>
    public bool IsSame(BoxLiteral other) => IsPositive == other.IsPositive && IsAboutSame(other);

    /// <summary>Whether both are about the same, by their texts, be it there or not.</summary>
    public bool IsAboutSame(BoxLiteral other) => Kind == other.Kind && IsSource == other.IsSource && Equals(Selector, other.Selector) && Names.SequenceEqual(other.Names);

    /// <summary>Whether, of the same end, the absence of the other kind says anything on the presence of this one.</summary>
    public bool IsDeniedBy(BoxLiteral absent) => IsPositive && !absent.IsPositive && IsSource == absent.IsSource && Kind switch
    {
        LiteralKind.Entity => absent.Kind is LiteralKind.Entity or LiteralKind.EntityOrDomain,
        LiteralKind.NamedPort => absent.Kind is LiteralKind.Entity or LiteralKind.EntityOrDomain or LiteralKind.NamedPort,
        _ => absent.Kind == Kind,
    };
}
