using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>The nets of one set under an edit. Blocks are compared by value; a text that is no block, as it stands.</summary>
internal sealed class NetEditing
{
    private readonly AddressSet _set;
    private readonly AddressSetEdit _edit;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly List<string> _nets = [];
    private readonly Dictionary<Cidr, string> _blocks = [];
    private readonly List<AddressEntry> _unreadable = [];

    public NetEditing(AddressSet set, AddressSetEdit edit, CancellationToken cancellationToken)
    {
        _set = set;
        _edit = edit;
        _cancellationToken = cancellationToken;
        var unwanted = edit.RemoveNets.Select(Canonical).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < set.Nets.Count; index++) Keep(index, unwanted);
        foreach (var entry in edit.AddNets) Add(entry);
    }

    /// <summary>Members that are no address blocks, each where it stands.</summary>
    public IReadOnlyList<AddressEntry> Unreadable => _unreadable;

    /// <summary>The nets after the edit: the very list of the set where nothing changed.</summary>
    public IReadOnlyList<string> Changed()
    {
        if (_edit.Aggregate) return NetList.Collapsed(_blocks.Keys, _cancellationToken);
        return _nets.SequenceEqual(_set.Nets, StringComparer.Ordinal) ? _set.Nets : _nets;
    }

    /// <summary>What to tell of the blocks to remove: they were not there, or their addresses are in the set by other blocks.</summary>
    public IEnumerable<string> Warnings()
    {
        var inner = new Lazy<Cidr[]>(Sorted);
        foreach (var net in _edit.RemoveNets.DistinctBy(Canonical, StringComparer.Ordinal))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var what = _removed.Contains(Canonical(net)) ? "was removed" : "is no member by itself, so nothing was removed";
            if (!Cidr.TryParse(net, out var block))
            {
                if (!_removed.Contains(net)) yield return $"{_set} has no net '{net}'; nothing was removed.";
            }
            else if (_blocks.ContainsKey(block))
            {
                // The same edit adds it again, in another spelling maybe.
            }
            else if (Cover(block) is { } cover)
            {
                yield return $"{_set}: {net} {what}, but stays covered by {cover}.";
            }
            else if (FirstWithin(block, inner.Value) is { } part)
            {
                yield return $"{_set}: {net} {what}, but a part of it stays: {part}.";
            }
            else if (!_removed.Contains(Canonical(net)))
            {
                yield return $"{_set} has no net {net}; nothing was removed.";
            }
        }
    }

    private static string Canonical(string net) => Cidr.TryParse(net, out var block) ? block.ToString() : net;

    private void Keep(int index, HashSet<string> unwanted)
    {
        if ((index & 0xFFF) == 0) _cancellationToken.ThrowIfCancellationRequested();
        var net = _set.Nets[index];
        var isBlock = Cidr.TryParse(net, out var block);
        if (unwanted.Count > 0 && unwanted.Contains(isBlock ? block.ToString() : net))
        {
            _removed.Add(isBlock ? block.ToString() : net);
            return;
        }

        if (isBlock)
        {
            _nets.Add(net);
            _blocks.TryAdd(block, net);
            return;
        }

        var location = _set.Location;
        _unreadable.Add(new(net, location.File, location.Find(FieldPath.Root["spec"]["nets"][index]).Start.Line));
    }

    private void Add(AddressEntry entry)
    {
        if (!Cidr.TryParse(entry.Text, out var block))
            _unreadable.Add(entry);
        else if (_blocks.TryAdd(block, entry.Text))
            _nets.Add(entry.Text);
    }

    private string? Cover(Cidr block)
    {
        for (var cover = block; ; cover = cover.Parent)
        {
            if (_blocks.TryGetValue(cover, out var net)) return net;
            if (cover.IsEverything) return null;
        }
    }

    private Cidr[] Sorted()
    {
        Cidr[] sorted = [.. _blocks.Keys];
        Array.Sort(sorted, Cidr.CompareByAddress);
        return sorted;
    }

    // In this order the blocks within another stand right behind the place where it would be.
    private string? FirstWithin(Cidr block, Cidr[] sorted)
    {
        var place = ~Array.BinarySearch(sorted, block, Comparer<Cidr>.Create(Cidr.CompareByAddress));
        return place < sorted.Length && block.Contains(sorted[place]) ? _blocks[sorted[place]] : null;
    }
}
