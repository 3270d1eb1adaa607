using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>The distinct IP sets of some policies, numbered, each with its members.</summary>
/// <remarks>Members are counted when they are first asked for, and once: O(classes of labels), or O(addresses) where blocks may cover them.</remarks>
internal sealed class IPSetTable(MemberCounter members)
{
    private readonly Dictionary<IPSetKey, int> _numbers = [];
    private readonly List<(IPSetKey Key, SelectorEntry? Selector, ServiceMembers? Service)> _sets = [];
    private readonly List<FamilyCounts?> _counts = [];

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
        _counts.Add(null);
        HasDomains |= key.Type == IPSetType.Domains;
        return number;
    }

    /// <summary>The members of a set in a family.</summary>
    public long MembersOf(int set, bool isIPv6) => (_counts[set] ??= Count(_sets[set])).Of(isIPv6);

    private FamilyCounts Count((IPSetKey Key, SelectorEntry? Selector, ServiceMembers? Service) set) => set.Key.Type switch
    {
        IPSetType.Selector => members.Count(set.Selector!),
        IPSetType.NamedPort => members.Count(set.Selector, set.Key.Port, set.Key.Protocol),
        IPSetType.Service => members.Count(set.Service!, hasPorts: true),
        IPSetType.ServiceAddresses => members.Count(set.Service!, hasPorts: false),

        // What answers of DNS will put into it nobody knows.
        _ => default,
    };
}
