using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Finds, for the rules of one direction, an earlier rule that already decides everything that the later one matches. Selectors
/// count as covered when they are the same or the earlier rule has none; lists when each item lies in one of the earlier rule's.
/// A positive answer is always right.
/// </summary>
/// <remarks>
/// Earlier rules are looked up by their selectors; those with the same selectors are tried one by one, so that a direction of n
/// rules that differ in nothing but lists takes O(n²) small steps. Calico's API takes 1024 rules at most.
/// </remarks>
internal sealed class RuleCoverage
{
    private readonly Dictionary<(string Source, string Destination), List<Entry>> _earlier = [];
    private readonly RuleContent _content;

    public RuleCoverage(RuleContent content) => _content = content;

    /// <summary>
    /// The first earlier rule that covers this one, and whether it does the very same; null where there is none. The rule then
    /// counts as earlier.
    /// </summary>
    public (RulePlace Earlier, bool IsTwin)? FindAndAdd(RulePlace place, CancellationToken cancellationToken)
    {
        if (!place.Rule.IsFullyKnown()) return null;
        var entry = new Entry(place, _content);
        Entry? found = null;
        foreach (var key in entry.CoveringKeys())
        {
            if (!_earlier.TryGetValue(key, out var candidates)) continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (candidates.Find(candidate => candidate.Covers(entry)) is { } cover && (found is null || cover.Place.Index < found.Place.Index))
                found = cover;
        }

        // What is covered can cover nothing that its own cover does not.
        if (found is null && place.Rule.Action.IsTerminal)
        {
            if (!_earlier.TryGetValue(entry.Key, out var same)) _earlier.Add(entry.Key, same = []);
            same.Add(entry);
        }

        return found is null ? null : (found.Place, found.Content == entry.Content);
    }

    private sealed class Entry
    {
        private readonly Side _source;
        private readonly Side _destination;

        public Entry(RulePlace place, RuleContent content)
        {
            Place = place;
            Content = content.Of(place.Rule);
            Key = (content.Who(place.Rule.Source), content.Who(place.Rule.Destination));
            _source = new(place.Rule.Source);
            _destination = new(place.Rule.Destination);
        }

        public RulePlace Place { get; }

        public string Content { get; }

        public (string Source, string Destination) Key { get; }

        public HashSet<(string Source, string Destination)> CoveringKeys() =>
            [Key, (string.Empty, Key.Destination), (Key.Source, string.Empty), (string.Empty, string.Empty)];

        /// <summary>Whether all that the other rule matches is matched here; selectors are taken care of by the keys.</summary>
        public bool Covers(Entry other) => CoversProtocol(Place.Rule, other.Place.Rule)
            && _source.Covers(other._source) && _destination.Covers(other._destination);

        private static bool CoversProtocol(PolicyRule rule, PolicyRule other) =>
            (rule.IPVersion is null || rule.IPVersion == other.IPVersion)
            && (rule.Protocol is null || IsSame(rule.Protocol, other.Protocol))
            && (rule.NotProtocol is null || IsSame(rule.NotProtocol, other.NotProtocol)
                || (other.Protocol is not null && !IsSame(rule.NotProtocol, other.Protocol)))
            && (rule.Icmp is null || (other.Icmp is { } icmp && rule.Icmp.Type == icmp.Type && (rule.Icmp.Code is null || rule.Icmp.Code == icmp.Code)))
            && (rule.NotIcmp is null || rule.NotIcmp == other.NotIcmp)
            && (rule.Http is null || rule.Http == other.Http);

        private static bool IsSame(Protocol? left, Protocol? right) =>
            left is { } one && right is { } two && (one == two || (one.IanaNumber is { } number && number == two.IanaNumber));
    }

    private sealed class Side
    {
        private readonly PolicyPeer _peer;
        private readonly List<Cidr>? _nets;
        private readonly List<Cidr>? _notNets;

        public Side(PolicyPeer peer)
        {
            _peer = peer;
            _nets = Parse(peer.Nets);
            _notNets = Parse(peer.NotNets);
        }

        public bool Covers(Side other) => CoversNets(other) && ExcludesNoMore(other) && CoversPorts(other) && CoversDomains(other);

        private bool CoversNets(Side other)
        {
            if (_peer.Nets.Count == 0) return true;
            return other._peer.Nets.Count > 0 && _nets is not null && other._nets is not null
                && other._nets.TrueForAll(net => _nets.Exists(mine => mine.Contains(net)));
        }

        private bool ExcludesNoMore(Side other) => _peer.NotNets.Count == 0
            || (_notNets is not null && other._notNets is not null && _notNets.TrueForAll(mine => other._notNets.Exists(net => net.Contains(mine))));

        private bool CoversPorts(Side other) =>
            (_peer.Ports.Count == 0 || (other._peer.Ports.Count > 0 && other._peer.Ports.All(port => IsIn(port, _peer.Ports))))
            && (_peer.NotPorts.Count == 0 || _peer.NotPorts.All(port => IsIn(port, other._peer.NotPorts)));

        private bool CoversDomains(Side other) => _peer.Domains.Count == 0
            || (other._peer.Domains.Count > 0 && other._peer.Domains.All(domain => _peer.Domains.Contains(domain, StringComparer.OrdinalIgnoreCase)));

        private static bool IsIn(PolicyPort port, IReadOnlyList<PolicyPort> ports) => ports.Any(other =>
            port.IsNamed || other.IsNamed ? port == other : other.Min <= port.Min && port.Max <= other.Max);

        private static List<Cidr>? Parse(IReadOnlyList<string> nets)
        {
            var parsed = new List<Cidr>(nets.Count);
            foreach (var net in nets)
            {
                if (!Cidr.TryParse(net, out var cidr)) return null;
                parsed.Add(cidr);
            }

            return parsed;
        }
    }
}
