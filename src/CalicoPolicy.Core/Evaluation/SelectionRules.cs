using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Which rules may pick one end of a flow by their selectors.</summary>
/// <remarks>A set of rules costs O(distinct selectors) once for each class of ends.</remarks>
internal sealed class SelectionRules
{
    private readonly int _count;
    private readonly ulong[] _unselective;
    private readonly Dictionary<(SelectorEntry Selector, bool CountsDomains), List<int>> _selectors = [];
    private readonly Dictionary<SelectorEntry, List<int>> _notSelectors = [];
    private readonly List<int> _outside = [];
    private readonly RuleBitCache _cache;

    private SelectionRules(ProgramRule[] rules, bool isSource)
    {
        _count = rules.Length;
        _cache = new(_count);
        _unselective = RuleBits.Empty(_count);
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var peer = isSource ? rules[rule].Rule.Source : rules[rule].Rule.Destination;
            if (peer.Selector is { } selector) ListOf(_selectors, (selector, peer.CountsDomains)).Add(rule);
            else RuleBits.Add(_unselective, rule);
            if (peer.NotSelector is { } not) ListOf(_notSelectors, not).Add(rule);
            if (peer.IsForOutsideOnly) _outside.Add(rule);
        }
    }

    /// <summary>The rules by their selectors of one side; null where no rule has any.</summary>
    public static SelectionRules? Of(ProgramRule[] rules, bool isSource)
    {
        var selection = new SelectionRules(rules, isSource);
        return selection._selectors.Count + selection._notSelectors.Count + selection._outside.Count == 0 ? null : selection;
    }

    /// <summary>The rules that may match; null: any.</summary>
    public ulong[]? Find(ResolvedEnd end, PolicySnapshot snapshot) =>
        end.Class < 0 ? null : _cache.Find(end.Class) ?? _cache.Add(end.Class, Make(end, snapshot));

    private ulong[] Make(ResolvedEnd end, PolicySnapshot snapshot)
    {
        var unknowns = Unknowns.None;
        ulong[] bits = [.. _unselective];
        foreach (var ((selector, countsDomains), rules) in _selectors)
        {
            if (selector.Picks(end, countsDomains, snapshot, ref unknowns) != Truth.No) RuleBits.Add(bits, rules);
        }

        foreach (var (selector, rules) in _notSelectors)
        {
            if (selector.Picks(end, countsDomains: false, snapshot, ref unknowns) == Truth.Yes) RuleBits.Remove(bits, rules);
        }

        if (end.Endpoints.Length > 0) RuleBits.Remove(bits, _outside);
        return bits;
    }

    private static List<int> ListOf<TKey>(Dictionary<TKey, List<int>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists.Add(key, list = []);
        return list;
    }
}
