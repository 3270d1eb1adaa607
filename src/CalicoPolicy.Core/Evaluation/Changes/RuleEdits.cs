using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>One rule more in a policy that selects the endpoint: in the tier that decided, else in the nearest before it that takes rules.</summary>
internal static class RuleEdits
{
    public static IEnumerable<FlowEdit> Of(ChangeSide side)
    {
        // After all tiers the last one can still have its say.
        var last = side.Deciding is { } deciding ? Array.IndexOf(side.Program, deciding) : side.Program.Length - 1;
        for (var index = last; index >= 0; index--)
        {
            var edits = ChangeSide.IsOpen(side.Program[index].Tier) ? InTier(side, side.Program[index]).ToList() : [];
            if (edits.Count > 0) return edits;
        }

        return [];
    }

    private static IEnumerable<FlowEdit> InTier(ChangeSide side, ProgramTier tier)
    {
        foreach (var (policy, applies) in tier.Policies)
        {
            if (applies != Truth.Yes || policy.IsUntracked || policy.IsPreDnat) continue;
            if (policy.Source is TieredPolicy written and not IStagedPolicy && side.Rule(policy.Policy.IsNamespaced ? written.Namespace ?? "default" : null) is { } rule)
            {
                var place = side.PlaceIn(written);
                var others = side.OthersSelectedBy(policy);
                yield return new(FlowChangeKind.Rule, others, Describe(side, written, rule, place, others), written, before => With((TieredPolicy)before, side.Trace.Direction, rule, place));
            }

            // What comes after the policy that decided is too late.
            if (side.Trace.Decider is { RulePath: not null } decider && ReferenceEquals(decider.Policy, policy.Source)) yield break;
        }
    }

    private static string Describe(ChangeSide side, TieredPolicy policy, PolicyRule rule, int place, int others)
    {
        var where = place == policy.RulesOf(side.Trace.Direction).Count ? "at the end of" : FormattableString.Invariant($"before rule {place} of");
        var reach = others == 0 ? string.Empty : FormattableString.Invariant($" (the policy selects {others} other endpoints too)");
        return $"Add '{rule}' {where} the {side.Trace.Direction.ToString().ToLowerInvariant()} rules of {policy}{reach}.";
    }

    private static TieredPolicy With(TieredPolicy policy, PolicyType direction, PolicyRule rule, int place)
    {
        var rules = policy.RulesOf(direction);
        IReadOnlyList<PolicyRule> more = [.. rules.Take(place), rule, .. rules.Skip(place)];
        return direction == PolicyType.Ingress
            ? policy with { Ingress = more, DeclaredTypes = policy.Types }
            : policy with { Egress = more, DeclaredTypes = policy.Types };
    }
}
