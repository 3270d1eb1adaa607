using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Writes down what an evaluation goes through.</summary>
internal readonly struct TraceObserver(Endpoint? endpoint, List<TraceStep> steps) : IWalkObserver
{
    public List<TraceStep> Steps => steps;

    public void Tried()
    {
    }

    public void Matched(ProgramTier tier, CompiledPolicy policy, CompiledRule rule, Truth match) =>
        steps.Add(new(tier.Tier.Name, policy.Source, rule.Path, ActionOf(rule.Action), match));

    public void Ended(ProgramTier tier, RuleStep action, Truth match) =>
        steps.Add(new(tier.Tier.Name, tier.Policies.Length > 0 ? tier.Policies[^1].Policy.Source : null, null, ActionOf(action), match));

    public void Profile(string? name, RuleStep action, Truth match) => steps.Add(new(null, null, null, ActionOf(action), match) { Profile = name == ProfileEnd.OfNamespace ? name + (endpoint?.Namespace ?? "default") : name });

    private static PolicyAction ActionOf(RuleStep step) => step switch
    {
        RuleStep.Allow => PolicyAction.Allow,
        RuleStep.Deny => PolicyAction.Deny,
        RuleStep.Pass => PolicyAction.Pass,
        _ => PolicyAction.Log,
    };
}
