using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// The IP sets that a rule looks into (calico-dataplane.md 4.1; felix/calc/rule_scanner.go, ruleToParsedRule). A port's name is looked
/// up among what the side's selector picks, for an excluded port as well; where a side has named ports alone they stand for the selector.
/// </summary>
internal sealed class RuleIPSets
{
    private const string Everything = "all()";

    private RuleIPSets(IReadOnlyList<int> all, IReadOnlyList<int> matched, bool hasDestinationSet) =>
        (All, Matched, HasDestinationSet) = (all, matched, hasDestinationSet);

    /// <summary>Of a rule without any.</summary>
    public static RuleIPSets None { get; } = new([], [], hasDestinationSet: false);

    /// <summary>The numbers of all of them, those of named ports too.</summary>
    public IReadOnlyList<int> All { get; }

    /// <summary>The numbers of those that are no named ports.</summary>
    public IReadOnlyList<int> Matched { get; }

    /// <summary>Whether the destination's selector is one of them.</summary>
    public bool HasDestinationSet { get; }

    /// <summary>The sets of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="ns">The policy's namespace; empty for a global one or a profile.</param>
    /// <param name="table">Numbers them.</param>
    public static RuleIPSets Of(CompiledRule rule, string ns, IPSetTable table)
    {
        var (named, matched) = (new List<int>(), new List<int>());
        var protocol = ProtocolOf(rule.Rule.Protocol);
        Add(rule.Source, rule.Rule.Source, IPSetType.ServiceAddresses);
        Add(rule.Destination, rule.Rule.Destination, IPSetType.Service);
        return new([.. named, .. matched], matched, rule.Destination.Selector is not null && !HasNamesOnly(rule.Rule.Destination));

        void Add(PeerMatch match, PolicyPeer peer, IPSetType service)
        {
            foreach (var port in peer.Ports.Concat(peer.NotPorts))
            {
                if (port.IsNamed) named.Add(table.Find(new(IPSetType.NamedPort, match.Selector?.Selector.Canonical ?? Everything, port.Name!, protocol), match.Selector, null));
            }

            if (match.Selector is { } selector && !HasNamesOnly(peer)) matched.Add(table.Find(new(IPSetType.Selector, selector.Selector.Canonical, string.Empty, 0), selector, null));
            if (match.NotSelector is { } negated) matched.Add(table.Find(new(IPSetType.Selector, negated.Selector.Canonical, string.Empty, 0), negated, null));
            if (peer.Services is { } name)
                matched.Add(table.Find(new(service, $"{(string.IsNullOrEmpty(name.Namespace) ? ns : name.Namespace)}/{name.Name}", string.Empty, 0), null, match.Service));
            if (peer.Domains.Count > 0)
                matched.Add(table.Find(new(IPSetType.Domains, string.Join(',', peer.Domains.Distinct().Order(StringComparer.Ordinal)), string.Empty, 0), null, null));
        }
    }

    private static bool HasNamesOnly(PolicyPeer peer)
    {
        var names = PortSplits.CountNamed(peer.Ports);
        return names > 0 && names == peer.Ports.Count;
    }

    // A protocol without ports counts as TCP (felix/labelindex/ipsetmember, ProtocolFrom).
    private static int ProtocolOf(Protocol? protocol) => protocol switch
    {
        null => -1,
        { IanaNumber: 17 } => 17,
        { IanaNumber: 132 } => 132,
        _ => 6,
    };
}
