using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>A state on the way: what stands there of each object that changes.</summary>
/// <param name="Levels">The level of each slot.</param>
/// <param name="World">What policies are evaluated on.</param>
/// <param name="Tiers">The tiers in their order, without policies.</param>
/// <param name="TierSignature">A number for the state of all tiers.</param>
internal sealed record OrderingPlace(byte[] Levels, OrderingWorld World, CompiledTier[] Tiers, UInt128 TierSignature);
