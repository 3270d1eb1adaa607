using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>An object or array that is being read; used again for the next one on the same level.</summary>
internal sealed class JsonFrame
{
    private readonly List<TreeNode> _items = [];

    public FieldCollector Fields { get; } = new();

    public bool IsObject { get; private set; }

    /// <summary>The key that waits for its value; null where it stood before, and its value is dropped.</summary>
    public string? Key { get; set; }

    public TextSpan KeySpan { get; set; }

    private Position Start { get; set; }

    public void Open(bool isObject, Position start)
    {
        IsObject = isObject;
        Start = start;
        Key = null;
        Fields.Clear();
        _items.Clear();
    }

    public void Add(TreeNode value)
    {
        if (!IsObject)
            _items.Add(value);
        else if (Key is not null)
            Fields.Add(new TreeField(Key, KeySpan, value));
        Key = null;
    }

    public TreeNode Close(Position end)
    {
        var span = new TextSpan(Start, end);
        return IsObject ? Fields.ToMapping(span) : new TreeSequence(_items.Count == 0 ? [] : _items.ToArray(), span);
    }
}
