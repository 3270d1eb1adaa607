using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>A mapping or list that is being read. Used again for the next one on the same level, so its lists cost nothing.</summary>
internal sealed class Frame
{
    private readonly List<TreeNode> _items = [];
    private bool _hadKey;

    public bool IsMapping { get; private set; }

    public Anchored? Anchor { get; private set; }

    /// <summary>Whether the end has a bracket of its own.</summary>
    public bool IsBracketed { get; private set; }

    /// <summary>Whether this is a pair in a list in brackets, [a: b], which is a mapping without brackets of its own.</summary>
    public bool IsPair { get; private set; }

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

    public FieldCollector Fields { get; } = new();

    public void Open(bool isMapping, bool isBracketed, bool isPair, Position start, Anchored? anchor)
    {
        IsMapping = isMapping;
        IsBracketed = isBracketed;
        IsPair = isPair;
        Anchor = anchor;
        Start = End = start;
        HasKey = IsMerging = _hadKey = false;
        Key = null;
        Merge = null;
        Size = 1;
        Height = 1;
        Fields.Clear();
        _items.Clear();
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

    public void Add(TreeNode item) => _items.Add(item);

    public TreeNode Close()
    {
        var span = new TextSpan(Start, End);
        TreeNode node = IsMapping ? Fields.ToMapping(span) : new TreeSequence(_items.Count == 0 ? [] : _items.ToArray(), span);
        Anchor?.Complete(node, Size, Height);
        return node;
    }
}
