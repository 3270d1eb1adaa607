using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Counts the rules that an evaluation looks at.</summary>
internal struct RuleCounter : IWalkObserver
{
    public int Count { get; private set; }

    public readonly void At(Endpoint? host, bool isSure)
    {
    }

    public void Tried() => Count++;

    public readonly void Matched(ProgramTier tier, CompiledPolicy policy, CompiledRule rule, Truth match)
    {
    }

    public readonly void Ended(ProgramTier tier, RuleStep action, Truth match)
    {
    }

    public readonly void Profile(string? name, RuleStep action, Truth match)
    {
    }
}
