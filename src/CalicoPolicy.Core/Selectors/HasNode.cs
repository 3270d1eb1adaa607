namespace CalicoPolicy.Core.Selectors;

/// <summary><c>has(label)</c>: true when the label is there, whatever its value.</summary>
public sealed class HasNode : LabelNode
{
    /// <summary>Makes the node without a text.</summary>
    /// <exception cref="ArgumentException">The key cannot be written in a selector (<see cref="Selector.IsLabel"/>).</exception>
    public HasNode(string label)
        : this(CheckedLabel(label), default)
    {
    }

    internal HasNode(string label, SelectorRange range)
        : base(label, LabelOperator.Has, range)
    {
    }

    internal override LabelNode WithLabel(string label) => new HasNode(label, Range);

    private protected override bool HasSameContent(SelectorNode other) => ((HasNode)other).Label == Label;

    private protected override int ContentHash() => HashCode.Combine(3, Label);
}
