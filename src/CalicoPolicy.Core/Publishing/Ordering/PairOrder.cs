namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Pairs by family, source and destination.</summary>
internal sealed class PairOrder : IComparer<Pair>
{
    public static PairOrder Instance { get; } = new();

    public int Compare(Pair x, Pair y) => (x.Family, x.Source, x.Destination).CompareTo((y.Family, y.Source, y.Destination));
}
