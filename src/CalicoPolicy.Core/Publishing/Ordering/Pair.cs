namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>Two peers of an address family, by their places.</summary>
internal readonly record struct Pair(int Family, int Source, int Destination);
