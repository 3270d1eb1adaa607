namespace CalicoPolicy.Core.Selectors;

/// <summary><c>label in {...}</c> or <c>label not in {...}</c>. The set may be empty. Byte-exact, case-sensitive.</summary>
/// <remarks>A lookup is a binary search: O(log n) comparisons for n values.</remarks>
public sealed class LabelSetNode : LabelNode
{
    private readonly string[] _values;

    /// <summary>Makes the node without a text.</summary>
    /// <exception cref="ArgumentException">The key or a value cannot be written in a selector, or the operator takes no set.</exception>
    public LabelSetNode(string label, LabelOperator @operator, IEnumerable<string> values)
        : this(CheckedLabel(label), CheckedOperator(@operator), SortedDistinct(values), default)
    {
    }

    /// <param name="label">The key, unchecked.</param>
    /// <param name="operator">In or NotIn.</param>
    /// <param name="sortedValues">Values as <see cref="Utf8Order.SortDistinct"/> leaves them.</param>
    /// <param name="range">Where it stands.</param>
    internal LabelSetNode(string label, LabelOperator @operator, string[] sortedValues, SelectorRange range)
        : base(label, @operator, range) => _values = sortedValues;

    /// <summary>The values, each once, in the order of their UTF-8 bytes.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Whether the value is one of the set.</summary>
    public bool Contains(string value) => Array.BinarySearch(_values, value, Utf8Order.Instance) >= 0;

    internal override LabelNode WithLabel(string label) => new LabelSetNode(label, Operator, _values, Range);

    private protected override bool HasSameContent(SelectorNode other)
    {
        var that = (LabelSetNode)other;
        return that.Operator == Operator && that.Label == Label && that._values.AsSpan().SequenceEqual(_values);
    }

    private protected override int ContentHash()
    {
        var hash = new HashCode();
        hash.Add(Operator);
        hash.Add(Label);
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    private static LabelOperator CheckedOperator(LabelOperator @operator) =>
        @operator is LabelOperator.In or LabelOperator.NotIn
            ? @operator
            : throw new ArgumentException("This operator does not take a set.", nameof(@operator));

    private static string[] SortedDistinct(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Utf8Order.SortDistinct([.. values.Select(CheckedValue)]);
    }
}
