namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Where a step stands in an order that is good in most cases: lower first. The search goes by it, and ends equal choices with it.</summary>
/// <param name="Phase">New ground first, then what comes and is replaced, then what goes.</param>
/// <param name="Tier">The tier's place, first to last for what comes, last to first for what goes.</param>
/// <param name="Part">Within a tier: bridges before what they are for.</param>
/// <param name="Order">The place in the tier, in the order of evaluation for what comes, the other way for what goes.</param>
internal readonly record struct ChangeRank(int Phase, int Tier, int Part, int Order) : IComparable<ChangeRank>
{
    /// <summary>New namespaces, tiers and sets.</summary>
    public const int Ground = 0;

    /// <summary>Staged policies that come or stay.</summary>
    public const int Staged = 1;

    /// <summary>Policies that come or are replaced.</summary>
    public const int Coming = 2;

    /// <summary>Sets and namespaces that are in use before and after.</summary>
    public const int Used = 3;

    /// <summary>Host endpoints.</summary>
    public const int Hosts = 4;

    /// <summary>Policies that go.</summary>
    public const int Going = 5;

    /// <summary>What nothing uses any more.</summary>
    public const int Rest = 6;

    public int CompareTo(ChangeRank other) => (Phase, Tier, Part, Order).CompareTo((other.Phase, other.Tier, other.Part, other.Order));
}
