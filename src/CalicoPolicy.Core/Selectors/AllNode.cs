namespace CalicoPolicy.Core.Selectors;

/// <summary><c>all()</c>, or an empty selector: true for everything.</summary>
public sealed class AllNode : SelectorNode
{
    /// <summary>Makes the node without a text.</summary>
    public AllNode()
        : this(default)
    {
    }

    internal AllNode(SelectorRange range)
        : base(range)
    {
    }

    private protected override bool HasSameContent(SelectorNode other) => true;

    private protected override int ContentHash() => 1;
}
