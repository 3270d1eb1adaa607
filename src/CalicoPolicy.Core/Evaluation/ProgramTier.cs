using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>A tier's policies for endpoints of one class in one direction.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Policies">The policies in their order, and whether each is sure to select the endpoints.</param>
/// <param name="HasGap">Whether policies that may select the endpoints could not be read.</param>
/// <param name="FirstRule">The place of its first rule among the program's.</param>
/// <param name="EndOfRules">The place after its last rule.</param>
internal sealed record ProgramTier(CompiledTier Tier, (CompiledPolicy Policy, Truth Applies)[] Policies, bool HasGap, int FirstRule, int EndOfRules)
{
    /// <summary>Whether a policy is sure to select the endpoints, so that the end of the tier counts.</summary>
    public bool SurelyApplies { get; } = Array.Exists(Policies, policy => policy.Applies == Truth.Yes);
}
