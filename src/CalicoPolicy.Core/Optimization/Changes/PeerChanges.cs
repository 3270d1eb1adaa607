using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Changes the sides of all rules of a policy at once.</summary>
internal static class PeerChanges
{
    /// <summary>The policy with other sides in its rules; the very same where all came back as they went in. O(rules).</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="change">Gives, for a rule and the field of one of its sides, what is to stand there; the very same to leave it.</param>
    public static TieredPolicy Of(TieredPolicy policy, Func<RulePlace, string, PolicyPeer, PolicyPeer> change)
    {
        var ingress = Of(policy, PolicyType.Ingress, change);
        var egress = Of(policy, PolicyType.Egress, change);
        if (ingress is not null) policy = policy with { Ingress = ingress };
        return egress is null ? policy : policy with { Egress = egress };
    }

    private static PolicyRule[]? Of(TieredPolicy policy, PolicyType direction, Func<RulePlace, string, PolicyPeer, PolicyPeer> change)
    {
        PolicyRule[]? changed = null;
        foreach (var place in RulePlace.Of(policy, direction))
        {
            var rule = place.Rule;
            var (source, destination) = (Of(place, "source", rule.Source, change), Of(place, "destination", rule.Destination, change));
            if (ReferenceEquals(source, rule.Source) && ReferenceEquals(destination, rule.Destination)) continue;
            changed ??= [.. policy.RulesOf(direction)];
            changed[place.Index] = rule with { Source = source, Destination = destination };
        }

        return changed;
    }

    private static PolicyPeer Of(RulePlace place, string side, PolicyPeer peer, Func<RulePlace, string, PolicyPeer, PolicyPeer> change) =>
        ReferenceEquals(peer, PolicyPeer.None) ? peer : change(place, side, peer);
}
