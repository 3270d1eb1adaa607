using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Goes through the tiers of an endpoint and a direction (calico-dataplane.md 3.3). Where a rule may or may not match, both ways are
/// followed at once: what it would do is noted, and evaluation goes on as if it did not match.
/// </summary>
/// <remarks>O(rules of the endpoint) at most, of many only those that its index leaves; allocates nothing.</remarks>
internal static class PolicyWalk
{
    /// <summary>The outcomes that are possible; without profiles, traffic that no tier decided goes on.</summary>
    public static Outcomes Run<TObserver>(
        EndpointProgram program, PolicyHook hook, ProfileEnd? end, in Packet packet, PolicySnapshot snapshot, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var outcomes = Outcomes.None;
        var candidates = program.Find(packet, snapshot);
        foreach (var tier in program.Tiers)
        {
            if (!RunTier(tier, program.Rules, candidates, hook, packet, snapshot, ref outcomes, ref unknowns, ref observer) || outcomes == Outcomes.Either && end is not null) return outcomes;
        }

        return outcomes | (end?.Run(packet, snapshot, ref unknowns, ref observer) ?? Outcomes.GoesOn);
    }

    /// <summary>Goes through one tier.</summary>
    /// <returns>Whether some way leads on to the next one.</returns>
    private static bool RunTier<TObserver>(
        ProgramTier tier, ProgramRule[] rules, in RuleCandidates candidates, PolicyHook hook, in Packet packet, PolicySnapshot snapshot, ref Outcomes outcomes, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var isSure = tier.Tier.IsKnown;
        if (!isSure) unknowns |= Unknowns.Tier;
        if (tier.HasGap)
        {
            unknowns |= Unknowns.Gap;
            outcomes = Outcomes.Either;
            return true;
        }

        var goesOn = !isSure;
        for (var place = candidates.Next(tier.FirstRule, tier.EndOfRules); place < tier.EndOfRules; place = candidates.Next(place + 1, tier.EndOfRules))
        {
            var rule = rules[place].Rule;
            observer.Tried();

            // What a rule does not know that does not match makes no difference.
            var missing = Unknowns.None;
            var match = rule.Match(packet, snapshot, ref missing);
            if (match == Truth.No) continue;
            if (match == Truth.Maybe) unknowns |= missing;
            var (policy, applies) = tier.Policies[rules[place].Policy];
            if (applies == Truth.Maybe) unknowns |= Unknowns.Labels;
            if (applies == Truth.Maybe || !isSure) match = Truth.Maybe;
            observer.Matched(tier, policy, rule, match);
            if (rule.Action == RuleStep.Log) continue;
            Take(rule.Action, ref outcomes, ref goesOn);
            if (match == Truth.Yes) return goesOn;
        }

        // Untracked and preDNAT policies have no end of the tier.
        var action = hook is PolicyHook.Untracked or PolicyHook.PreDnat ? RuleStep.Pass : tier.Tier.DefaultAction;
        if (!tier.SurelyApplies) unknowns |= Unknowns.Labels;
        observer.Ended(tier, action, tier.SurelyApplies && isSure ? Truth.Yes : Truth.Maybe);
        Take(action, ref outcomes, ref goesOn);
        return goesOn || !tier.SurelyApplies;
    }

    private static void Take(RuleStep action, ref Outcomes outcomes, ref bool goesOn)
    {
        switch (action)
        {
            case RuleStep.Allow: outcomes |= Outcomes.Allow; break;
            case RuleStep.Deny: outcomes |= Outcomes.Deny; break;
            default: goesOn = true; break;
        }
    }
}
