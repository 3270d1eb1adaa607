using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Finds, for the rules of one direction, an earlier rule that already decides everything that the later one matches. Selectors
/// count as covered when they are the same or the earlier rule has none; lists when each item lies in one of the earlier rule's.
/// A positive answer is always right.
/// </summary>
/// <remarks>
/// Earlier rules are looked up by digests of their selectors; those with the same selectors are tried one by one, so that a direction of n
/// rules that differ in nothing but lists takes O(n²) small steps. Calico's API takes 1024 rules at most.
/// </remarks>
internal sealed class RuleCoverage
{
    private readonly Dictionary<(int Source, int Destination), List<Entry>> _earlier = [];
    private readonly RuleContent _content;
    private readonly SelectorCache _selectors;

    public RuleCoverage(RuleContent content, SelectorCache selectors)
    {
        _content = content;
        _selectors = selectors;
    }

    /// <summary>
    /// The first earlier rule that covers this one, and whether it does the very same; null where there is none. The rule then
    /// counts as earlier.
    /// </summary>
    public (RulePlace Earlier, bool IsTwin)? FindAndAdd(RulePlace place, CancellationToken cancellationToken)
    {
        if (!place.Rule.IsFullyKnown()) return null;
        var entry = new Entry(place, _content, _selectors);
        var (source, destination) = entry.Key;
        var found = First(entry, entry.Key, null);
        if (source != RuleDigest.Nothing) found = First(entry, (RuleDigest.Nothing, destination), found);
        if (destination != RuleDigest.Nothing) found = First(entry, (source, RuleDigest.Nothing), found);
        if (source != RuleDigest.Nothing && destination != RuleDigest.Nothing) found = First(entry, (RuleDigest.Nothing, RuleDigest.Nothing), found);
        cancellationToken.ThrowIfCancellationRequested();

        // What is covered can cover nothing that its own cover does not.
        if (found is null && place.Rule.Action.IsTerminal)
        {
            if (!_earlier.TryGetValue(entry.Key, out var same)) _earlier.Add(entry.Key, same = []);
            same.Add(entry);
        }

        return found is null ? null : (found.Place, found.Content == entry.Content);
    }

    /// <summary>The earlier one of a known cover and the first entry of a key that covers.</summary>
    private Entry? First(Entry entry, (int Source, int Destination) key, Entry? known)
    {
        if (!_earlier.TryGetValue(key, out var candidates)) return known;
        foreach (var candidate in candidates)
        {
            if (known is not null && candidate.Place.Index > known.Place.Index) return known;
            if (candidate.Covers(entry)) return candidate;
        }

        return known;
    }

    /// <summary>A rule. Texts and blocks are made when they are first needed: most rules have nothing in common with an earlier one.</summary>
    private sealed class Entry
    {
        private readonly RuleContent _texts;
        private readonly Side _source;
        private readonly Side _destination;

        public Entry(RulePlace place, RuleContent content, SelectorCache selectors)
        {
            Place = place;
            _texts = content;
            _source = new(place.Rule.Source, content);
            _destination = new(place.Rule.Destination, content);
            Key = (RuleDigest.Who(place.Rule.Source, selectors), RuleDigest.Who(place.Rule.Destination, selectors));
        }

        public RulePlace Place { get; }

        public string Content => field ??= _texts.Of(Place.Rule);

        public (int Source, int Destination) Key { get; }

        /// <summary>Whether all that the other rule matches is matched here.</summary>
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
        private readonly RuleContent _texts;
        private List<Cidr>? _nets;
        private List<Cidr>? _notNets;

        public Side(PolicyPeer peer, RuleContent content)
        {
            _peer = peer;
            _texts = content;
        }

        private string Who => field ??= _texts.Who(_peer);

        public bool Covers(Side other) => CoversNets(other) && ExcludesNoMore(other) && CoversPorts(other) && CoversDomains(other)
            && (Who.Length == 0 || Who == other.Who);

        private bool CoversNets(Side other)
        {
            if (_peer.Nets.Count == 0) return true;
            if (other._peer.Nets.Count == 0) return false;
            var (mine, theirs) = (_nets ??= Parse(_peer.Nets), other._nets ??= Parse(other._peer.Nets));
            return mine.Count > 0 && theirs.Count > 0 && theirs.TrueForAll(net => mine.Exists(block => block.Contains(net)));
        }

        private bool ExcludesNoMore(Side other)
        {
            if (_peer.NotNets.Count == 0) return true;
            if (other._peer.NotNets.Count == 0) return false;
            var (mine, theirs) = (_notNets ??= Parse(_peer.NotNets), other._notNets ??= Parse(other._peer.NotNets));
            return mine.Count > 0 && theirs.Count > 0 && mine.TrueForAll(block => theirs.Exists(net => net.Contains(block)));
        }

        private bool CoversPorts(Side other) =>
            (_peer.Ports.Count == 0 || (other._peer.Ports.Count > 0 && other._peer.Ports.All(port => IsIn(port, _peer.Ports))))
            && (_peer.NotPorts.Count == 0 || _peer.NotPorts.All(port => IsIn(port, other._peer.NotPorts)));

        private bool CoversDomains(Side other) => _peer.Domains.Count == 0
            || (other._peer.Domains.Count > 0 && other._peer.Domains.All(domain => _peer.Domains.Contains(domain, StringComparer.OrdinalIgnoreCase)));

        private static bool IsIn(PolicyPort port, IReadOnlyList<PolicyPort> ports) => ports.Any(other =>
            port.IsNamed || other.IsNamed ? port == other : other.Min <= port.Min && port.Max <= other.Max);

        /// <summary>The blocks; none where one of them is no block.</summary>
        private static List<Cidr> Parse(IReadOnlyList<string> nets)
        {
            var parsed = new List<Cidr>(nets.Count);
            foreach (var net in nets)
            {
                if (!Cidr.TryParse(net, out var cidr)) return [];
                parsed.Add(cidr);
            }

            return parsed;
        }
    }
}
