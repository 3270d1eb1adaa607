namespace CalicoPolicy.Core.Evaluation;

/// <summary>Owners of address blocks that hold the same addresses.</summary>
/// <param name="Number">The combination's number, from 0.</param>
/// <param name="Owners">The owners' numbers, ascending; none: addresses that nobody holds.</param>
internal sealed record OwnerCombination(int Number, int[] Owners);
