using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Nobody looks.</summary>
internal readonly struct Unobserved : IWalkObserver
{
    public void At(Endpoint? host, bool isSure)
    {
    }

    public void Tried()
    {
    }

    public void Matched(ProgramTier tier, CompiledPolicy policy, CompiledRule rule, Truth match)
    {
    }

    public void Ended(ProgramTier tier, RuleStep action, Truth match)
    {
    }

    public void Profile(string? name, RuleStep action, Truth match)
    {
    }
}
