using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>A rule that decides nothing.</summary>
/// <param name="Place">The rule.</param>
/// <param name="Basis">On what that rests.</param>
/// <param name="Witnesses">
/// What decides all that the rule matches, none of which can be left out: empty where the rule matches nothing.
/// </param>
public sealed record DeadRule(RulePlace Place, RedundancyBasis Basis, IReadOnlyList<RuleWitness> Witnesses)
{
    /// <summary>Whether nothing matches the rule in the first place.</summary>
    public bool NeverMatches => Witnesses.Count == 0;

    /// <summary>Whether other rules of the same policy are all that it takes.</summary>
    /// <param name="policy">The policy.</param>
    public bool IsByOwnRules(TieredPolicy policy) => Witnesses.All(witness => ReferenceEquals(witness.Policy, policy));

    /// <summary>
    /// Whether traffic is cut off in another policy, or by the end of a tier, whatever it is: the rule is none too many then, and what is to be
    /// mended is elsewhere.
    /// </summary>
    /// <param name="policy">The policy.</param>
    public bool IsCutOff(TieredPolicy policy) => Witnesses.Any(witness => witness.IsCutOff && !ReferenceEquals(witness.Policy, policy));
}
