using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Sees what an evaluation goes through. A struct that does nothing costs nothing.</summary>
internal interface IWalkObserver
{
    /// <summary>What follows is at a host endpoint on the way.</summary>
    /// <param name="host">The host endpoint; null: at the endpoint itself again, or where there is none.</param>
    /// <param name="isSure">Whether it is sure that the flow passes it.</param>
    void At(Endpoint? host, bool isSure);

    /// <summary>A rule is looked at.</summary>
    void Tried();

    /// <summary>A rule matches, or may.</summary>
    void Matched(ProgramTier tier, CompiledPolicy policy, CompiledRule rule, Truth match);

    /// <summary>A tier ends without a verdict of its rules.</summary>
    void Ended(ProgramTier tier, RuleStep action, Truth match);

    /// <summary>After all tiers a profile decides; null: there is none left.</summary>
    void Profile(string? name, RuleStep action, Truth match);
}
