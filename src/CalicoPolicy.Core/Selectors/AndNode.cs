namespace CalicoPolicy.Core.Selectors;

/// <summary><c>a &amp;&amp; b &amp;&amp; ...</c>: two or more operands, in the order written. Nested ones stay nested, as in Calico.</summary>
public sealed class AndNode : SelectorNode
{
    private readonly SelectorNode[] _operands;

    /// <summary>Makes the node without a text.</summary>
    /// <exception cref="ArgumentException">Fewer than two operands.</exception>
    public AndNode(params IReadOnlyList<SelectorNode> operands)
        : this(CheckedOperands(operands), default)
    {
    }

    internal AndNode(SelectorNode[] operands, SelectorRange range)
        : base(range) => _operands = operands;

    /// <summary>The operands, at least two, in the order written.</summary>
    public IReadOnlyList<SelectorNode> Operands => _operands;

    internal ReadOnlySpan<SelectorNode> OperandSpan => _operands;

    private protected override bool HasSameContent(SelectorNode other) => SameOperands(_operands, ((AndNode)other)._operands);

    private protected override int ContentHash() => HashOf(7, _operands);
}
