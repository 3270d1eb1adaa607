namespace CalicoPolicy.Core.Resources;

/// <summary>
/// The order in which Calico evaluates the policies of a tier: by <c>order</c>, none last; then by name, namespace and kind as one
/// text (felix/calc/policy_sorter.go).
/// </summary>
public sealed class PolicyOrder : IComparer<TieredPolicy>
{
    private PolicyOrder()
    {
    }

    /// <summary>The order.</summary>
    public static PolicyOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(TieredPolicy? x, TieredPolicy? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var order = (x.Order ?? double.PositiveInfinity).CompareTo(y.Order ?? double.PositiveInfinity);
        return order != 0 ? order : string.CompareOrdinal(Key(x), Key(y));
    }

    private static string Key(TieredPolicy policy) => $"{policy.Name}/{policy.Namespace}/{policy.Kind}";
}
