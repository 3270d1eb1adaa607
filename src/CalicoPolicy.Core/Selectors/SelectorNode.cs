namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// A part of a parsed selector. The kinds are closed: <see cref="AllNode"/>, <see cref="GlobalNode"/>, <see cref="HasNode"/>,
/// <see cref="LabelValueNode"/>, <see cref="LabelSetNode"/>, <see cref="NotNode"/>, <see cref="AndNode"/> and <see cref="OrNode"/>.
/// Immutable; two nodes are equal when they ask the same in the same shape, wherever they were written.
/// </summary>
/// <remarks>Equality and hash codes walk the whole subtree.</remarks>
public abstract class SelectorNode : IEquatable<SelectorNode>
{
    private protected SelectorNode(SelectorRange range) => Range = range;

    /// <summary>Where this part stands in the text it was parsed from; empty at 0 for a node made without a text.</summary>
    public SelectorRange Range { get; }

    /// <summary>Whether both ask the same in the same shape; ranges do not count.</summary>
    public bool Equals(SelectorNode? other) =>
        ReferenceEquals(this, other) || (other is not null && other.GetType() == GetType() && HasSameContent(other));

    /// <inheritdoc />
    public sealed override bool Equals(object? obj) => Equals(obj as SelectorNode);

    /// <inheritdoc />
    public sealed override int GetHashCode() => ContentHash();

    /// <summary>Calico's canonical text of this part (see <see cref="Selector.Canonical"/>).</summary>
    public sealed override string ToString() => CanonicalText.Of(this);

    /// <summary>The text that a person would write for it: single quotes, no parentheses round the whole. Reads back as an equal node.</summary>
    public string ToReadable() => ReadableText.Of(this);

    private protected abstract bool HasSameContent(SelectorNode other);

    private protected abstract int ContentHash();

    private protected static SelectorNode[] CheckedOperands(IReadOnlyList<SelectorNode> operands)
    {
        ArgumentNullException.ThrowIfNull(operands);
        if (operands.Count < 2)
            throw new ArgumentException("At least two operands are needed.", nameof(operands));
        return [.. operands];
    }

    private protected static bool SameOperands(SelectorNode[] left, SelectorNode[] right) =>
        left.AsSpan().SequenceEqual(right);

    private protected static int HashOf(int kind, SelectorNode[] operands)
    {
        var hash = new HashCode();
        hash.Add(kind);
        foreach (var operand in operands)
            hash.Add(operand);
        return hash.ToHashCode();
    }
}
