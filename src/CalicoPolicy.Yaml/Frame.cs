using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>A mapping or list that is being read. Used again for the next one on the same level, so its lists cost nothing.</summary>
internal sealed class Frame
{
    // Up to here going through the fields is quicker than a dictionary; nearly all mappings are shorter.
    private const int IndexedFrom = 12;

    private readonly List<TreeField> _fields = [];
    private readonly List<TreeNode> _items = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private bool _hadKey;

    public bool IsMapping { get; private set; }

    public Anchored? Anchor { get; private set; }

    /// <summary>Whether the end has a bracket of its own.</summary>
    public bool IsBracketed { get; private set; }

    /// <summary>The first character of the node; of a mapping without brackets, its first key.</summary>
    public Position Start { get; private set; }

    /// <summary>The end of the last thing in it.</summary>
    public Position End { get; set; }

    /// <summary>Whether the next node is a value; in a mapping only.</summary>
    public bool HasKey { get; set; }

    /// <summary>The key that waits for its value; null where it could not be taken, and its value is dropped.</summary>
    public string? Key { get; set; }

    public TextSpan KeySpan { get; private set; }

    /// <summary>Whether the key that waits is <c>&lt;&lt;</c>.</summary>
    public bool IsMerging { get; set; }

    /// <summary>Where <c>&lt;&lt;</c> stood, and how many fields stood before it; null without one.</summary>
    public (TextSpan Span, int FieldsBefore, TreeNode? Value)? Merge { get; set; }

    public long Size { get; set; }

    public int Height { get; set; }

    public IReadOnlyList<TreeField> Fields => _fields;

    public void Open(bool isMapping, bool isBracketed, Position start, Anchored? anchor)
    {
        IsMapping = isMapping;
        IsBracketed = isBracketed;
        Anchor = anchor;
        Start = End = start;
        HasKey = IsMerging = _hadKey = false;
        Key = null;
        Merge = null;
        Size = 1;
        Height = 1;
        _fields.Clear();
        _items.Clear();
        _index.Clear();
    }

    /// <summary>Takes a key's place; the key itself is set where it is good.</summary>
    public void BeginField(TextSpan key)
    {
        if (!_hadKey && !IsBracketed)
            Start = key.Start;
        HasKey = _hadKey = true;
        IsMerging = false;
        Key = null;
        KeySpan = key;
        End = key.End;
    }

    /// <summary>The position of a field in <see cref="Fields"/>, or -1.</summary>
    public int IndexOf(string key)
    {
        if (_fields.Count >= IndexedFrom)
            return _index.TryGetValue(key, out var found) ? found : -1;
        for (var index = 0; index < _fields.Count; index++)
        {
            if (string.Equals(_fields[index].Key, key, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }

    public void Add(TreeField field)
    {
        _fields.Add(field);
        if (_fields.Count == IndexedFrom)
        {
            for (var index = 0; index < _fields.Count; index++)
                _index.TryAdd(_fields[index].Key, index);
        }
        else if (_fields.Count > IndexedFrom)
        {
            _index.TryAdd(field.Key, _fields.Count - 1);
        }
    }

    public void Add(TreeNode item) => _items.Add(item);

    public TreeNode Close()
    {
        var span = new TextSpan(Start, End);
        TreeNode node = IsMapping ? new TreeMapping(ToArray(_fields), span) : new TreeSequence(ToArray(_items), span);
        Anchor?.Complete(node, Size, Height);
        return node;
    }

    private static T[] ToArray<T>(List<T> list) => list.Count == 0 ? [] : list.ToArray();
}
