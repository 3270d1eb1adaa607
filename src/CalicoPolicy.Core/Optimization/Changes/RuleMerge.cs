using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>
/// Makes one rule of several that differ in their nets, ports or domains: the first, with the lists of all. Where a list is then longer
/// than what Calico's API takes, as few rules as it takes.
/// </summary>
internal static class RuleMerge
{
    /// <summary>The most blocks of a list that Calico's API takes.</summary>
    public const int MostNets = 256;

    private const int MostPorts = 50;

    /// <summary>What an annotation says after a merge is cut at this length, in characters.</summary>
    private const int LongestAnnotation = 1024;

    /// <summary>The policy with the rules of a group in place of the first of them.</summary>
    public static TieredPolicy Of(TieredPolicy policy, IReadOnlyList<RulePlace> rules) => Of(policy, rules[0].Direction, [rules]);

    /// <summary>The policy with the merged rules of each group in place of the first of them; no rule is in two groups.</summary>
    public static TieredPolicy Of(TieredPolicy policy, PolicyType direction, IEnumerable<IReadOnlyList<RulePlace>> groups) =>
        Of(policy, direction, groups.Select(group => (group, Rules(group))));

    /// <summary>The policy with other rules in place of the first of each group, and without the others of it.</summary>
    public static TieredPolicy Of(TieredPolicy policy, PolicyType direction, IEnumerable<(IReadOnlyList<RulePlace> Rules, IReadOnlyList<PolicyRule> Merged)> groups)
    {
        var placed = new Dictionary<int, IReadOnlyList<PolicyRule>>();
        foreach (var (rules, merged) in groups)
        {
            foreach (var place in rules) placed.Add(place.Index, ReferenceEquals(place, rules[0]) ? merged : []);
        }

        PolicyRule[] kept = [.. policy.RulesOf(direction).SelectMany((rule, index) => placed.GetValueOrDefault(index) ?? [rule])];
        return direction == PolicyType.Ingress ? policy with { Ingress = kept } : policy with { Egress = kept };
    }

    /// <summary>The rules that say what a group says: one, or as many as its lists need.</summary>
    public static IReadOnlyList<PolicyRule> Rules(IReadOnlyList<RulePlace> group)
    {
        var merged = One(group);
        return
        [
            .. from sourceNets in Parts(merged.Source.Nets, MostNets)
               from destinationNets in Parts(merged.Destination.Nets, MostNets)
               from sourcePorts in Parts(merged.Source.Ports, MostPorts)
               from destinationPorts in Parts(merged.Destination.Ports, MostPorts)
               select merged with
               {
                   Source = With(merged.Source, sourceNets, sourcePorts),
                   Destination = With(merged.Destination, destinationNets, destinationPorts),
               },
        ];
    }

    /// <summary>The one rule that says what a group says, however long its lists.</summary>
    public static PolicyRule One(IReadOnlyList<RulePlace> group)
    {
        var first = group[0].Rule;
        return first with
        {
            Source = Merged(first.Source, group.Select(place => place.Rule.Source)),
            Destination = Merged(first.Destination, group.Select(place => place.Rule.Destination)),
            Metadata = Merged(group.Select(place => place.Rule.Metadata)),
        };
    }

    private static PolicyPeer Merged(PolicyPeer first, IEnumerable<PolicyPeer> peers)
    {
        PolicyPeer[] all = [.. peers];
        var merged = first with
        {
            Nets = [.. all.SelectMany(peer => peer.Nets).Distinct(StringComparer.Ordinal)],
            Ports = [.. all.SelectMany(peer => peer.Ports).DistinctBy(port => port.ToString(), StringComparer.Ordinal)],
            Domains = [.. all.SelectMany(peer => peer.Domains).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
        return merged == first ? first : merged;
    }

    /// <summary>All that the notes say; where two say different things under one key, one after the other.</summary>
    private static RuleMetadata? Merged(IEnumerable<RuleMetadata?> all)
    {
        RuleMetadata? merged = null;
        foreach (var notes in all)
        {
            if (notes is null) continue;
            if (merged is null)
            {
                merged = notes;
                continue;
            }

            var joined = notes.Annotations.Select(note => KeyValuePair.Create(note.Key, Joined(merged.Annotations.GetValueOrDefault(note.Key), note.Value)));
            merged = merged with { Annotations = merged.Annotations.With(joined) };
        }

        return merged;
    }

    private static string Joined(string? known, string added)
    {
        const string Separator = "; ";
        if (known is null || known == added || known.Split(Separator).Contains(added, StringComparer.Ordinal)) return known ?? added;
        return known.Length + Separator.Length + added.Length > LongestAnnotation ? known : known + Separator + added;
    }

    private static PolicyPeer With(PolicyPeer peer, IReadOnlyList<string> nets, IReadOnlyList<PolicyPort> ports) =>
        nets.Count == peer.Nets.Count && ports.Count == peer.Ports.Count ? peer : peer with { Nets = nets, Ports = ports };

    /// <summary>A list in parts of so many items at most; one part where it is empty.</summary>
    private static IEnumerable<IReadOnlyList<T>> Parts<T>(IReadOnlyList<T> items, int most) => items.Count <= most ? [items] : items.Chunk(most);
}
