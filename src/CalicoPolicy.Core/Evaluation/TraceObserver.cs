using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Writes down what an evaluation goes through.</summary>
internal struct TraceObserver(Endpoint? endpoint, List<TraceStep> steps) : IWalkObserver
{
    private Endpoint? _host;
    private bool _isDoubtful;

    public readonly List<TraceStep> Steps => steps;

    public void At(Endpoint? host, bool isSure) => (_host, _isDoubtful) = (host, !isSure);

    public readonly void Tried()
    {
    }

    public readonly void Matched(ProgramTier tier, CompiledPolicy policy, CompiledRule rule, Truth match) =>
        Add(new(tier.Tier.Name, policy.Source, rule.Path, ActionOf(rule.Action), match));

    public readonly void Ended(ProgramTier tier, RuleStep action, Truth match) =>
        Add(new(tier.Tier.Name, tier.Policies.Length > 0 ? tier.Policies[^1].Policy.Source : null, null, ActionOf(action), match));

    public readonly void Profile(string? name, RuleStep action, Truth match) =>
        Add(new(null, null, null, ActionOf(action), match) { Profile = name == ProfileEnd.OfNamespace ? name + (endpoint?.Namespace ?? "default") : name });

    private readonly void Add(TraceStep step) =>
        steps.Add(_host is null && !_isDoubtful ? step : step with { Host = _host, Match = _isDoubtful && step.Match == Truth.Yes ? Truth.Maybe : step.Match });

    private static PolicyAction ActionOf(RuleStep step) => step switch
    {
        RuleStep.Allow => PolicyAction.Allow,
        RuleStep.Deny => PolicyAction.Deny,
        RuleStep.Pass => PolicyAction.Pass,
        _ => PolicyAction.Log,
    };
}
