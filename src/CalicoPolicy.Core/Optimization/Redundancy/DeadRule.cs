using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>A rule that decides nothing.</summary>
/// <param name="Place">The rule.</param>
/// <param name="Basis">On what that rests.</param>
/// <param name="Witnesses">
/// What decides all that the rule matches, none of which can be left out: empty where the rule matches nothing.
/// </param>
internal sealed record DeadRule(RulePlace Place, RedundancyBasis Basis, IReadOnlyList<RuleWitness> Witnesses)
{
    /// <summary>Whether nothing matches the rule in the first place.</summary>
    public bool NeverMatches => Witnesses.Count == 0;
}
