namespace CalicoPolicy.Core.Selectors;

/// <summary><c>!operand</c>.</summary>
/// <remarks>
/// A row of <c>!</c> is folded while parsing, so a directly nested negation comes only from parentheses: <c>!(!has(a))</c>.
/// Calico prints that as <c>!!has(a)</c>, which reads back as <c>has(a)</c>: the one case in which canonical text is not stable.
/// </remarks>
public sealed class NotNode : SelectorNode
{
    /// <summary>Makes the node without a text.</summary>
    public NotNode(SelectorNode operand)
        : this(operand, default) => ArgumentNullException.ThrowIfNull(operand);

    internal NotNode(SelectorNode operand, SelectorRange range)
        : base(range) => Operand = operand;

    /// <summary>What is negated.</summary>
    public SelectorNode Operand { get; }

    private protected override bool HasSameContent(SelectorNode other) => Operand.Equals(((NotNode)other).Operand);

    private protected override int ContentHash() => HashCode.Combine(6, Operand);
}
