using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Collects the fields of a mapping while it is read, and finds a key that is there already. Finding takes constant time for mappings
/// of any size. One collector can be used for one mapping after the other.
/// </summary>
public sealed class FieldCollector
{
    // Up to here going through the fields is quicker than a dictionary; nearly all mappings are shorter.
    private const int IndexedFrom = 12;

    private readonly List<TreeField> _fields = [];
    private Dictionary<string, int>? _index;

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Count;

    /// <summary>A field, by its position from 0.</summary>
    public TreeField this[int index] => _fields[index];

    /// <summary>Forgets all fields.</summary>
    public void Clear()
    {
        _fields.Clear();
        _index?.Clear();
    }

    /// <summary>The position of a key, from 0; -1 where it is not there.</summary>
    public int IndexOf(string key)
    {
        if (_fields.Count >= IndexedFrom)
            return _index!.TryGetValue(key, out var found) ? found : -1;
        for (var index = 0; index < _fields.Count; index++)
        {
            if (string.Equals(_fields[index].Key, key, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }

    /// <summary>Adds a field whose key is not there yet.</summary>
    public void Add(TreeField field)
    {
        _fields.Add(field);
        if (_fields.Count < IndexedFrom)
            return;
        _index ??= new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = _fields.Count == IndexedFrom ? 0 : _fields.Count - 1; index < _fields.Count; index++)
            _index.TryAdd(_fields[index].Key, index);
    }

    /// <summary>The mapping of the fields so far.</summary>
    public TreeMapping ToMapping(TextSpan span) => new(_fields.Count == 0 ? [] : _fields.ToArray(), span);
}
