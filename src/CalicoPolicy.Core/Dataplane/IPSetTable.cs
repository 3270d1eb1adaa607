using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>The distinct IP sets of some policies, numbered, each with its members.</summary>
/// <remarks>Members are counted when they are first asked for, and once: O(classes of labels), or O(addresses) where blocks may cover them.</remarks>
internal sealed class IPSetTable(MemberCounter members)
{
    private readonly Dictionary<IPSetKey, int> _numbers = [];
    private readonly List<(IPSetKey Key, SelectorEntry? Selector, ServiceMembers? Service)> _sets = [];
    private readonly List<long[]> _counts = [];

    /// <summary>Whether sets are among them of which Calico's formula is not known.</summary>
    public bool HasDomains { get; private set; }

    /// <summary>The number of a set.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="selector">What its selector picks; null: everything, or none.</param>
    /// <param name="service">What is behind its service; null for other types.</param>
    public int Find(IPSetKey key, SelectorEntry? selector, ServiceMembers? service)
    {
        if (_numbers.TryGetValue(key, out var number)) return number;
        number = _sets.Count;
        _numbers.Add(key, number);
        _sets.Add((key, selector, service));
        _counts.Add([-1, -1]);
        HasDomains |= key.Type == IPSetType.Domains;
        return number;
    }

    /// <summary>The members of a set in a family.</summary>
    public long MembersOf(int set, bool isIPv6)
    {
        var counts = _counts[set];
        var family = isIPv6 ? 1 : 0;
        if (counts[family] < 0) counts[family] = Count(_sets[set], isIPv6);
        return counts[family];
    }

    private long Count((IPSetKey Key, SelectorEntry? Selector, ServiceMembers? Service) set, bool isIPv6) => set.Key.Type switch
    {
        IPSetType.Selector => members.Count(set.Selector!, isIPv6),
        IPSetType.NamedPort => members.Count(set.Selector, set.Key.Port, set.Key.Protocol, isIPv6),
        IPSetType.Service => members.Count(set.Service!, hasPorts: true, isIPv6),
        IPSetType.ServiceAddresses => members.Count(set.Service!, hasPorts: false, isIPv6),

        // What answers of DNS will put into it nobody knows.
        _ => 0,
    };
}
