using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// The distinct selectors of all policies, each matched once against each class of endpoints and each network set.
/// </summary>
/// <remarks>
/// O(selectors x (classes + sets)) at most, a label lookup each; of a selector that asks for a label only those are looked at that carry it.
/// </remarks>
internal sealed class SelectorTable
{
    private readonly PolicySnapshot _snapshot;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<SelectorEntry?> _entries = [];

    private readonly LabelIndex _classes;
    private readonly LabelIndex _sets;

    public SelectorTable(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        _classes = new(snapshot.Classes);
        _sets = new([.. snapshot.Sets.Select(set => set.Labels)]);
    }

    /// <summary>All entries.</summary>
    public IEnumerable<SelectorEntry> Entries => _entries.OfType<SelectorEntry>();

    /// <summary>The entry of a selector as the engine has it; null for a text that is none, with which Felix takes a policy for missing.</summary>
    public SelectorEntry? Find(string text)
    {
        if (_numbers.TryGetValue(text, out var number)) return _entries[number];
        var entry = Selector.TryParse(text, out var selector, out _) ? Make(selector) : null;
        _numbers.Add(text, _entries.Count);
        _entries.Add(entry);
        return entry;
    }

    private SelectorEntry Make(Selector selector)
    {
        var classes = new Truth[_snapshot.Classes.Count];
        var pickedClasses = new List<int>();
        foreach (var index in _classes.Candidates(selector))
        {
            classes[index] = selector.Judge(_snapshot.Classes[index]);
            if (classes[index] != Truth.No) pickedClasses.Add(index);
        }

        var sets = new Truth[_snapshot.Sets.Count];
        var pickedSets = new List<int>();
        var (mayHoldPods, mayHoldOthers, mayHoldDomains, mayHoldMore) = (Truth.No, Truth.No, Truth.No, Truth.No);
        var ofPods = new List<Cidr>();
        foreach (var index in _sets.Candidates(selector))
        {
            var set = _snapshot.Sets[index];
            sets[index] = selector.Judge(set.Labels);
            if (sets[index] == Truth.No) continue;
            pickedSets.Add(index);
            if (set.Nets.Count > 0) mayHoldOthers = Truth.Maybe;
            if (set.Domains.Count > 0) mayHoldDomains = Truth.Maybe;
            if (!set.IsComplete) mayHoldMore = Truth.Maybe;
            foreach (var net in set.Nets)
            {
                if (!_snapshot.Pools.MayBeIn(net)) continue;
                mayHoldPods = Truth.Maybe;
                if (sets[index] == Truth.Yes) ofPods.Add(net);
            }
        }

        if (_snapshot.Pools.AreAllIn(ofPods)) mayHoldPods = Truth.Yes;
        var unread = _snapshot.Unread.Where(objects => objects.MayBePicked(selector)).ToList();
        return new(selector, classes, sets)
        {
            PickedClasses = [.. pickedClasses],
            PickedSets = [.. pickedSets],
            MayPickUnreadPods = unread.Exists(objects => objects.ArePods),
            MayPickUnreadHosts = unread.Exists(objects => objects.AreHosts),
            MayPickUnreadSets = unread.Exists(objects => objects.AreSets),
            MayHoldPods = mayHoldPods,
            MayHoldOthers = mayHoldOthers,
            MayHoldDomains = mayHoldDomains,
            MayHoldMore = mayHoldMore,
        };
    }
}
