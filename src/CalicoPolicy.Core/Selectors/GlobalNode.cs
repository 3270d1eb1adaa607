namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// <c>global()</c>: true for everything where a selector is evaluated as it stands. Only the rewriting of a rule's
/// namespaceSelector (<see cref="EngineSelectors"/>) gives it its meaning, "things without a namespace".
/// </summary>
public sealed class GlobalNode : SelectorNode
{
    /// <summary>Makes the node without a text.</summary>
    public GlobalNode()
        : this(default)
    {
    }

    internal GlobalNode(SelectorRange range)
        : base(range)
    {
    }

    private protected override bool HasSameContent(SelectorNode other) => true;

    private protected override int ContentHash() => 2;
}
