using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>An address block of a set that shares addresses with one of another set.</summary>
/// <param name="Index">The block's index in its set's nets.</param>
/// <param name="Block">The block.</param>
/// <param name="OtherBlock">The other block.</param>
/// <param name="Other">The set that it is in.</param>
internal sealed record SetOverlap(int Index, Cidr Block, Cidr OtherBlock, AddressSet Other);
