using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Finds out what policies make of the directions of endpoints, but for the traffic that gets through.</summary>
/// <remarks>O(policies of an endpoint and their rules), once for endpoints with the same labels.</remarks>
internal sealed class CoverageSides(PolicyEngine enforced, PolicyEngine pending)
{
    private readonly Dictionary<(int LabelClass, bool IsIngress), CoverageSide> _ofWorkloads = [];

    /// <summary>The side of an endpoint.</summary>
    public CoverageSide Of(Endpoint endpoint, bool isIngress)
    {
        if (endpoint.Kind == EndpointKind.Host) return Make(endpoint, isIngress);
        if (!_ofWorkloads.TryGetValue((endpoint.LabelClass, isIngress), out var side))
            _ofWorkloads.Add((endpoint.LabelClass, isIngress), side = Make(endpoint, isIngress));
        return side;
    }

    private CoverageSide Make(Endpoint endpoint, bool isIngress)
    {
        var stages = enforced.StagesOf(endpoint, isIngress);
        var tiers = stages.SelectMany(stage => stage.Program.Tiers.Select(tier => (tier.Tier, Program: tier, stage.Hook))).ToList();
        var sure = PoliciesOf(tiers.Where(tier => tier.Tier.IsKnown).Select(tier => tier.Program), Truth.Yes);
        var possible = PoliciesOf(tiers.Where(tier => !tier.Tier.IsKnown).Select(tier => tier.Program), Truth.Yes)
            .Concat(PoliciesOf(tiers.Select(tier => tier.Program), Truth.Maybe)).ToList();
        List<Resource> staged =
        [
            .. pending.StagesOf(endpoint, isIngress).SelectMany(stage => stage.Program.Tiers).SelectMany(tier => tier.Policies).Select(policy => policy.Policy.Source)
                .Where(policy => policy is IStagedPolicy staged && staged.StagedAction != StagedAction.Ignore),
        ];
        var reason = ReasonOf(tiers.Select(tier => tier.Program), possible);
        var (end, internet, others) = Exposure(tiers.ConvertAll(tier => (tier.Program, tier.Hook)), stages[^1].End!, isIngress);
        return new()
        {
            Protected = sure.Count > 0 ? PolicyProtection.Yes : reason.Length > 0 ? PolicyProtection.Uncertain : staged.Count > 0 ? PolicyProtection.Staged : PolicyProtection.No,
            Policies = sure,
            PossiblePolicies = possible,
            StagedPolicies = staged,
            Tiers = [.. tiers.Where(tier => tier.Tier.IsKnown && tier.Program.SurelyApplies).Select(tier => tier.Tier.Name).Distinct(StringComparer.Ordinal)],
            Default = end switch { Outcomes.Allow => Verdict.Allow, Outcomes.Deny => Verdict.Deny, _ => Verdict.Uncertain },
            Internet = internet,
            OtherNamespaces = others,
            Anyone = TrafficSet.None,
            Reason = sure.Count > 0 ? string.Empty : reason,
        };
    }

    private static List<Resource> PoliciesOf(IEnumerable<ProgramTier> tiers, Truth applies) =>
        [.. tiers.SelectMany(tier => tier.Policies).Where(policy => policy.Applies == applies).Select(policy => policy.Policy.Source)];

    private static string ReasonOf(IEnumerable<ProgramTier> tiers, List<Resource> possible)
    {
        foreach (var tier in tiers)
        {
            if (tier.HasGap) return $"policies of tier {tier.Tier.Name} were not read";
            if (tier.Policies.Length > 0 && !tier.Tier.IsKnown) return $"the tier {tier.Tier.Name} is not in the snapshot";
        }

        return possible.Count == 0 ? string.Empty : $"{possible[0]} may select it, by labels that are not in the snapshot";
    }

    /// <summary>What becomes of what no rule decides, and to whom the direction is open.</summary>
    /// <param name="tiers">The tiers in their order.</param>
    /// <param name="profiles">What comes behind them.</param>
    /// <param name="isIngress">The direction.</param>
    private (Outcomes End, Truth Internet, Truth OtherNamespaces) Exposure(List<(ProgramTier Tier, PolicyHook Hook)> tiers, ProfileEnd profiles, bool isIngress)
    {
        var end = profiles.WhereNoRuleDecides;
        var (internet, others) = (Truth.No, Truth.No);
        foreach (var rule in profiles.Profiles.SelectMany(profile => profile.Rules ?? [])) Take(rule, null, Opens(rule.Action, Outcomes.Deny));

        // From the last tier to the first, since what a tier passes on is decided by those behind it.
        for (var place = tiers.Count - 1; place >= 0; place--)
        {
            var (tier, hook) = tiers[place];
            if (EffectivePolicies.StopsAll(tier, isIngress ? PolicyType.Ingress : PolicyType.Egress, hook)) (internet, others) = (Truth.No, Truth.No);
            var (rules, last) = Reached(tier, isIngress);
            foreach (var (policy, rule, isSure) in rules) Take(rule, policy.Policy, isSure ? Opens(rule.Action, end) : Min(Opens(rule.Action, end), Truth.Maybe));
            end = EndOf(tier, hook, last, end);
        }

        var byDefault = end switch { Outcomes.Allow => Truth.Yes, Outcomes.Deny => Truth.No, _ => Truth.Maybe };
        return (end, Max(internet, byDefault), Max(others, byDefault));

        void Take(CompiledRule rule, TieredPolicy? policy, Truth opens)
        {
            if (opens == Truth.No) return;
            var (toInternet, toOthers) = RuleAudience.Of(rule, isIngress, policy, enforced.Snapshot);
            (internet, others) = (Max(internet, Min(toInternet, opens)), Max(others, Min(toOthers, opens)));
        }
    }

    private static Truth Opens(RuleStep action, Outcomes behind) => action switch
    {
        RuleStep.Allow => Truth.Yes,
        RuleStep.Pass => behind switch { Outcomes.Allow => Truth.Yes, Outcomes.Deny => Truth.No, _ => Truth.Maybe },
        _ => Truth.No,
    };

    /// <summary>The rules of a tier that traffic may come to, and the action of one that surely matches all that does: none comes behind it.</summary>
    private static (List<(CompiledPolicy Policy, CompiledRule Rule, bool IsSure)> Rules, RuleStep? Last) Reached(ProgramTier tier, bool isIngress)
    {
        var rules = new List<(CompiledPolicy Policy, CompiledRule Rule, bool IsSure)>();
        foreach (var (policy, applies) in tier.Policies)
        {
            var isSure = applies == Truth.Yes && tier.Tier.IsKnown;
            foreach (var rule in policy.RulesOf(isIngress))
            {
                rules.Add((policy, rule, isSure));
                if (isSure && rule.Action != RuleStep.Log && rule.MatchesEverything) return (rules, rule.Action);
            }
        }

        return (rules, null);
    }

    private static Outcomes EndOf(ProgramTier tier, PolicyHook hook, RuleStep? last, Outcomes behind)
    {
        if (tier.HasGap) return Outcomes.Either;
        if (last is { } action) return action switch { RuleStep.Allow => Outcomes.Allow, RuleStep.Deny => Outcomes.Deny, _ => behind };
        if (hook is PolicyHook.Untracked or PolicyHook.PreDnat || tier.Tier.DefaultAction == RuleStep.Pass) return behind;
        return tier.SurelyApplies && tier.Tier.IsKnown ? Outcomes.Deny : behind | Outcomes.Deny;
    }

    private static Truth Min(Truth one, Truth other) => one < other ? one : other;

    private static Truth Max(Truth one, Truth other) => one > other ? one : other;
}
