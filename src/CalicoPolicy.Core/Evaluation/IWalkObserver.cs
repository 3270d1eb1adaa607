using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Sees what an evaluation goes through. A struct that does nothing costs nothing.</summary>
internal interface IWalkObserver
{
    /// <summary>A rule is looked at.</summary>
    void Tried();

    /// <summary>A rule matches, or may.</summary>
    void Matched(ProgramTier tier, CompiledPolicy policy, CompiledRule rule, Truth match);

    /// <summary>A tier ends without a verdict of its rules.</summary>
    void Ended(ProgramTier tier, RuleStep action, Truth match);

    /// <summary>After all tiers a profile decides; null: there is none left.</summary>
    void Profile(string? name, RuleStep action, Truth match);
}
