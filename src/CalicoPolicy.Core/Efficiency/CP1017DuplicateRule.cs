using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Redundancy;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A rule that decides nothing: earlier rules cover it, of its own policy or of others that select the same endpoints, or it is a closing
/// Deny that the tier's end would do as well (decision 10); and a policy that can select nothing. What contradicts itself in one field is
/// CP3018's.
/// </summary>
internal sealed class CP1017DuplicateRule : FindingRule<TieredPolicy>
{
    /// <summary>How many witnesses a message names.</summary>
    private const int MaxNamed = 3;

    public CP1017DuplicateRule()
        : base(new(
            "CP1017", "DuplicateRule", FindingSeverity.Medium,
            "A rule decides nothing: an earlier rule, or the end of the tier, does the same."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var redundancy = PolicyRedundancy.Of(context);
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        if (redundancy.SelectsNothing(policy) && SelectorsOf(policy).All(text => selectors.Find(text) is not { } selector || selectors.IsSatisfiable(selector)))
            yield return SelectsNothing(policy);
        foreach (var direction in (PolicyType[])[PolicyType.Ingress, PolicyType.Egress])
        {
            var last = policy.RulesOf(direction).Count - 1;
            var isLastDead = false;
            var cutOff = new List<DeadRule>();
            var known = new HashSet<int>();
            foreach (var dead in redundancy.DeadRules(policy, direction))
            {
                known.Add(dead.Place.Index);
                isLastDead |= dead.Place.Index == last;
                if (dead.IsCutOff(policy)) cutOff.Add(dead);
                else if (Observe(policy, dead, content, selectors) is { } observation) yield return observation;
            }

            if (cutOff.Count > 0) yield return CutOff(policy, cutOff);
            var closing = isLastDead ? null : ClosingDeny.Find(policy, direction, context);
            if (closing is not null) yield return Closing(policy, closing);
            if (OnSnapshot(context, Descriptor) is not { } onSnapshot) continue;
            foreach (var dead in onSnapshot.DeadRules(policy, direction))
            {
                if (!known.Contains(dead.Place.Index) && dead.Place.Index != closing?.Index && !dead.IsCutOff(policy) && !(dead.Place.Rule.IsDnsAllow() && !dead.IsByOwnRules(policy)))
                    yield return OnSnapshot(policy, dead, content);
            }
        }
    }

    /// <summary>What decides something on the snapshot; of a very large one only where the rule is asked for, since that takes minutes there.</summary>
    private static SnapshotRedundancy? OnSnapshot(RuleContext context, RuleDescriptor rule) => Inventory.Of(context) is { HasEndpoints: true } inventory
        && (context.AsksFor(rule) || inventory.MayBeFollowed)
        ? context.Shared(made => SnapshotRedundancy.Of(inventory.Snapshot, made.CancellationToken))
        : null;

    private static Observation? Observe(TieredPolicy policy, DeadRule dead, RuleContent content, SelectorCache selectors)
    {
        if (dead.NeverMatches) return IsSaidElsewhere(dead.Place, selectors) ? null : NeverMatches(dead.Place, content);
        var isByOwnRules = dead.IsByOwnRules(policy);

        // A default deny is to hold its own rules for DNS (CP2104).
        if (!isByOwnRules && dead.Place.Rule.IsDnsAllow()) return null;
        if (dead.Witnesses.Count > 1 || !isByOwnRules) return Covered(policy, dead, content);
        var earlier = policy.RulesOf(dead.Place.Direction).Select((rule, index) => new RulePlace(dead.Place.Direction, index, rule))
            .First(place => place.ToString() == dead.Witnesses[0].Rule);
        return Covered(policy, dead.Place, earlier, content);
    }

    /// <summary>By one earlier rule of the same policy, which is so wherever the policy is.</summary>
    private static Observation Covered(TieredPolicy policy, RulePlace rule, RulePlace earlier, RuleContent content)
    {
        var action = rule.Rule.Action;
        var isTwin = content.Of(rule.Rule) == content.Of(earlier.Rule);
        var message = isTwin
            ? $"The {rule} repeats {earlier} and decides nothing."
            : $"The {rule} ({action}) is never reached: {earlier} ({earlier.Rule.Action}) already decides all that it matches.";
        var recommendation = isTwin || action == earlier.Rule.Action
            ? $"Delete {rule}."
            : $"Delete {rule}; or move it before rule {earlier.Number} if it is meant to be an exception from that rule.";
        return Dead(policy, rule, message, recommendation, content);
    }

    private static Observation Covered(TieredPolicy policy, DeadRule dead, RuleContent content)
    {
        var (rule, action) = (dead.Place, dead.Place.Rule.Action);
        var named = RuleCost.Listed([.. dead.Witnesses.Select(witness => witness.In(policy))], MaxNamed);
        var isOne = dead.Witnesses.Count == 1;
        var message = $"The {rule} ({action}) is never reached in any cluster with these policies: {named} already {(isOne ? "decides" : "decide")} "
            + $"all that it matches{(isOne ? string.Empty : " between them")}.";
        var isSame = dead.Witnesses.All(witness => witness.Action == action);
        return Dead(policy, rule, message, isSame ? $"Delete {rule}." : $"Delete {rule}; or move it to where it is reached, if it is meant to be an exception.", content);
    }

    private static Observation OnSnapshot(TieredPolicy policy, DeadRule dead, RuleContent content)
    {
        var named = RuleCost.Listed([.. dead.Witnesses.Select(witness => witness.In(policy))], MaxNamed);
        var message = $"The {dead.Place} ({dead.Place.Rule.Action}) decides nothing on this snapshot: all that it matches there is decided before, by {named}. In another cluster it may.";
        return Dead(policy, dead.Place, message, $"Delete {dead.Place} if no other endpoints are to come that it is for.", content) with { Severity = FindingSeverity.Low, Change = null };
    }

    private static Observation Dead(TieredPolicy policy, RulePlace rule, string message, string recommendation, RuleContent content) => new(rule.Path, message, recommendation)
    {
        Content = $"{rule.ListName} {content.Of(rule.Rule)}",
        Change = () => SuggestedChange.To(PolicyEditing.RemoveRules(policy, rule.Direction, [rule.Index])),
        Saving = $"1 rule on each selected endpoint: {RuleCost.OfOne}.",
    };

    /// <summary>All rules of a direction to which nothing comes, once, since the cause is elsewhere and has a finding of its own.</summary>
    private static Observation CutOff(TieredPolicy policy, List<DeadRule> dead)
    {
        var (list, count) = (dead[0].Place.ListName, policy.RulesOf(dead[0].Place.Direction).Count);
        var rules = dead.Count == count ? $"No {list} rule decides anything"
            : $"{RuleCost.Count(dead.Count, $"{list} rule")} of {count} ({RuleCost.Listed([.. dead.Select(one => one.Place.Path.ToString()[2..])], MaxNamed)}) {(dead.Count == 1 ? "decides" : "decide")} nothing";
        var named = dead.SelectMany(one => one.Witnesses).Distinct().Select(witness => witness.In(policy)).ToList();
        return new(
            dead[0].Place.Path.Parent!,
            $"{rules} in any cluster with these policies: {RuleCost.Listed(named, MaxNamed)} {(named.Count == 1 ? "decides" : "decide")} all that would come here.",
            "See to it that traffic comes as far, by a Pass before; delete the rules if it is not meant to.")
        {
            Severity = FindingSeverity.Low,
            Content = $"{list} cut off",
        };
    }

    private static Observation NeverMatches(RulePlace rule, RuleContent content) => new(
        rule.Path,
        $"No packet of any cluster can match the {rule} ({rule.Rule.Action}): what it asks for excludes itself.",
        $"Mend {rule}, or delete it.")
    {
        Content = $"{rule.ListName} {content.Of(rule.Rule)}",
        Saving = $"1 rule on each selected endpoint: {RuleCost.OfOne}.",
    };

    private static Observation SelectsNothing(TieredPolicy policy) => new(
        FieldPath.Root["spec"]["selector"],
        $"No endpoint of any cluster can be selected by the policy: its selectors{(policy.IsNamespaced ? " and its namespace" : string.Empty)} exclude each other.",
        "Mend the selectors, or delete the policy.")
    {
        Content = "selects nothing",
    };

    /// <summary>Whether it is a mistake of one field, or of two of one side, that has a rule of its own.</summary>
    private static bool IsSaidElsewhere(RulePlace rule, SelectorCache selectors) =>
        Contradictions.Of(rule, selectors).Any()
        || rule.Sides.SelectMany(side => SelectorsOf(side.Peer)).Any(text => selectors.Find(text) is { } selector && !selectors.IsSatisfiable(selector));

    private static string?[] SelectorsOf(TieredPolicy policy) => [policy.Selector, policy.ServiceAccountSelector, (policy as GlobalPolicy)?.NamespaceSelector];

    private static string?[] SelectorsOf(PolicyPeer peer) => [peer.Selector, peer.NamespaceSelector, peer.ServiceAccounts?.Selector];

    private static Observation Closing(TieredPolicy policy, RulePlace rule) => new(
        rule.Path,
        $"The {rule} denies what the end of tier {policy.Tier} denies anyway: its default action is Deny and "
            + "no later policy of the tier selects the same endpoints.",
        $"Delete {rule}. Flow logs then name the end of the tier for what it dropped, instead of this rule.")
    {
        Content = $"{rule.ListName} closing",
        Change = () => SuggestedChange.To(
            PolicyEditing.RemoveRules(policy, rule.Direction, [rule.Index]), "Flow logs name the end of the tier for what the rule dropped."),
        Saving = $"1 rule on each selected endpoint: {RuleCost.OfOne}.",
    };
}
