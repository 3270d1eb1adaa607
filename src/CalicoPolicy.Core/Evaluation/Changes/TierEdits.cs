using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>Another end for the tier that decided at its end, or for one that handed the flow on at its end.</summary>
internal static class TierEdits
{
    public static IEnumerable<FlowEdit> Of(ChangeSide side)
    {
        var (from, to) = side.Wanted == PolicyAction.Allow ? (PolicyAction.Deny, PolicyAction.Pass) : (PolicyAction.Pass, PolicyAction.Deny);
        foreach (var step in side.Trace.Steps)
        {
            if (step.RulePath is not null || step.Tier is null || step.Action != from) continue;
            if (Array.Find(side.Program, one => one.Tier.Name == step.Tier) is not { Tier: { Resource: { } tier } compiled } || BuiltInTiers.OrderOf(tier.Name) is not null) continue;
            var others = side.Engine.Snapshot.Endpoints.Count - 1;
            yield return new(
                FlowChangeKind.TierDefault,
                others,
                $"Let {tier} end with {to}, for all endpoints that policies of it select ({compiled.Policies.Length} policies).",
                tier,
                before => (Tier)before with { DeclaredDefaultAction = to });
        }
    }
}
