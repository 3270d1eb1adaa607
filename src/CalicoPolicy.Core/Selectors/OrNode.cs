namespace CalicoPolicy.Core.Selectors;

/// <summary><c>a || b || ...</c>: two or more operands, in the order written. Nested ones stay nested, as in Calico.</summary>
public sealed class OrNode : SelectorNode
{
    private readonly SelectorNode[] _operands;

    /// <summary>Makes the node without a text.</summary>
    /// <exception cref="ArgumentException">Fewer than two operands.</exception>
    public OrNode(params IReadOnlyList<SelectorNode> operands)
        : this(CheckedOperands(operands), default)
    {
    }

    internal OrNode(SelectorNode[] operands, SelectorRange range)
        : base(range) => _operands = operands;

    /// <summary>The operands, at least two, in the order written.</summary>
    public IReadOnlyList<SelectorNode> Operands => _operands;

    internal ReadOnlySpan<SelectorNode> OperandSpan => _operands;

    private protected override bool HasSameContent(SelectorNode other) => SameOperands(_operands, ((OrNode)other)._operands);

    private protected override int ContentHash() => HashOf(8, _operands);
}
