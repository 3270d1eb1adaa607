using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Makes one rule of several that differ in their nets, ports or domains: the first, with the lists of all.</summary>
internal static class RuleMerge
{
    /// <summary>The policy with the first rule in place of all.</summary>
    public static TieredPolicy Of(TieredPolicy policy, IReadOnlyList<RulePlace> rules)
    {
        var first = rules[0];
        var merged = first.Rule with
        {
            Source = Merged(first.Rule.Source, rules.Select(place => place.Rule.Source)),
            Destination = Merged(first.Rule.Destination, rules.Select(place => place.Rule.Destination)),
        };
        var others = rules.Skip(1).Select(place => place.Index).ToHashSet();
        PolicyRule[] kept = [.. PolicyChanges.With(policy, first, merged).RulesOf(first.Direction).Where((_, index) => !others.Contains(index))];
        return first.Direction == PolicyType.Ingress ? policy with { Ingress = kept } : policy with { Egress = kept };
    }

    private static PolicyPeer Merged(PolicyPeer first, IEnumerable<PolicyPeer> peers)
    {
        PolicyPeer[] all = [.. peers];
        return first with
        {
            Nets = [.. all.SelectMany(peer => peer.Nets).Distinct(StringComparer.Ordinal)],
            Ports = [.. all.SelectMany(peer => peer.Ports).DistinctBy(port => port.ToString(), StringComparer.Ordinal)],
            Domains = [.. all.SelectMany(peer => peer.Domains).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }
}
