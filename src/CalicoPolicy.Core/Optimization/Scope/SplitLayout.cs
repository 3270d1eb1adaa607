using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>Which rules of a global policy go to the policies of their groups, and which stay.</summary>
internal sealed class SplitLayout
{
    private SplitLayout(IReadOnlyList<TieredPolicy> groups, GlobalPolicy rest) => (Groups, Rest) = (groups, rest);

    /// <summary>The policies of the groups.</summary>
    public IReadOnlyList<TieredPolicy> Groups { get; }

    /// <summary>The policy as it is left.</summary>
    public GlobalPolicy Rest { get; }

    /// <summary>The layout; null where no rule can leave. Under numbered names where more rules can leave so.</summary>
    public static SplitLayout? Of(GlobalPolicy policy, RuleContent content, RewriteContext context)
    {
        var groups = new Dictionary<string, OwnGroup>(StringComparer.Ordinal);
        var places = new List<(RulePlace Rule, OwnGroup? Group)>();
        foreach (var place in RulePlace.Of(policy)) places.Add((place, GroupOf(policy, place, groups, content, context)));
        if (groups.Count == 0) return null;

        List<OwnGroup> named = [.. groups.Values.OrderBy(group => Suffix(group, groups.Values) + "/", StringComparer.Ordinal)];
        List<OwnGroup> inOrder = [.. groups.Values];
        var byName = Movable(places, named, context);
        var byNumber = Movable(places, inOrder, context);
        return byNumber.Count > byName.Count
            ? Made(policy, byNumber, inOrder, group => FormattableString.Invariant($"{inOrder.IndexOf(group) + 1:000}-{group.Name ?? "group"}"), context)
            : Made(policy, byName, named, group => Suffix(group, groups.Values), context);
    }

    private static OwnGroup? GroupOf(GlobalPolicy policy, RulePlace place, Dictionary<string, OwnGroup> groups, RuleContent content, RewriteContext context)
    {
        var selectors = context.Selectors;
        if (!place.Rule.IsFullyKnown() || OwnSide.FieldOf(policy, place, selectors) is null || RuleScope.IsLikelyMistake(place.Own, selectors)) return null;
        var who = content.Who(place.Own);
        if (groups.TryGetValue(who, out var known)) return known;
        if (OwnSide.IsAlreadySelected(policy, place.Own, selectors)) return null;
        if (SelectorPushdown.Of(policy, [place], selectors) is not { } scope || !SelectorLimits.Fit(scope)) return null;
        var group = new OwnGroup(GroupName.Of(place.Own, selectors), scope);
        groups.Add(who, group);
        return group;
    }

    /// <summary>What the name of a group's policy ends in, each another. In a tier's order a name's end counts as a slash.</summary>
    private static string Suffix(OwnGroup group, IReadOnlyCollection<OwnGroup> all)
    {
        var name = group.Name ?? "group";
        var before = all.TakeWhile(other => !ReferenceEquals(other, group)).Count(other => (other.Name ?? "group") == name);
        return before == 0 ? name : FormattableString.Invariant($"{name}-{before + 1}");
    }

    /// <summary>The rules that can leave for groups whose policies come in an order.</summary>
    private static Dictionary<RulePlace, OwnGroup> Movable(List<(RulePlace Rule, OwnGroup? Group)> places, List<OwnGroup> order, RewriteContext context)
    {
        var moved = new Dictionary<RulePlace, OwnGroup>(ReferenceEqualityComparer.Instance);
        var ranks = order.Select((group, rank) => (group, rank)).ToDictionary(pair => pair.group, pair => pair.rank);
        for (var index = 0; index < places.Count; index++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var (rule, group) = places[index];
            if (group is not null && CanMove(index, group)) moved.Add(rule, group);
        }

        return moved;

        // An earlier rule that comes later afterwards must do the same, or be for other endpoints.
        bool CanMove(int index, OwnGroup group)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                var (other, _) = places[earlier];
                if (other.Direction != places[index].Rule.Direction || PolicyAgreement.Agree(other.Rule, places[index].Rule.Rule)) continue;
                if (!moved.TryGetValue(other, out var home))
                {
                    // What nothing can meet is in nobody's way. It stays for people to see.
                    if (RuleScope.IsLikelyMistake(other.Own, context.Selectors)) continue;
                    return false;
                }

                if (ranks[home] > ranks[group] && SharedEndpoints.MayBe(home.Scope, group.Scope, context.Selectors)) return false;
            }

            return true;
        }
    }

    private static SplitLayout? Made(GlobalPolicy policy, Dictionary<RulePlace, OwnGroup> moved, List<OwnGroup> order, Func<OwnGroup, string> suffix, RewriteContext context)
    {
        // An empty policy costs as much as one with a rule.
        if (moved.Count == 0 || (moved.Count == 1 && policy.Ingress.Count + policy.Egress.Count == 1)) return null;
        var groups = new List<TieredPolicy>();
        foreach (var group in order)
        {
            RulePlace[] rules = [.. moved.Where(pair => ReferenceEquals(pair.Value, group)).Select(pair => pair.Key)];
            if (rules.Length == 0) continue;
            if (Group(policy, rules, context.TakeName(null, $"{policy.Name}-{suffix(group)}"), context.Selectors) is not { } made) return null;
            groups.Add(made);
        }

        // A name that was taken already may have come to another place.
        if (!groups.SequenceEqual(groups.Order(PolicyOrder.Instance))) return null;
        var left = moved.Keys.Select(place => (place.Direction, place.Index)).ToHashSet();
        return new(groups, policy with { Types = policy.Types, Ingress = Left(PolicyType.Ingress), Egress = Left(PolicyType.Egress) });

        PolicyRule[] Left(PolicyType direction) => [.. policy.RulesOf(direction).Where((_, index) => !left.Contains((direction, index)))];
    }

    private static TieredPolicy? Group(GlobalPolicy policy, RulePlace[] rules, string name, SelectorCache selectors)
    {
        PolicyRule[] ingress = [.. rules.Where(place => place.Direction == PolicyType.Ingress).Select(place => place.Rule)];
        PolicyRule[] egress = [.. rules.Where(place => place.Direction == PolicyType.Egress).Select(place => place.Rule)];
        var whole = policy with
        {
            Metadata = policy.Metadata with { Name = name },
            Types = PolicyTypes.ByRules(ingress.Length > 0, egress.Length > 0),
            Ingress = ingress,
            Egress = egress,
        };
        return SelectorPushdown.Of(whole, [.. RulePlace.Of(whole)], selectors);
    }
}
