namespace CalicoPolicy.Core.Selectors;

/// <summary>A label compared with one value: <c>==</c>, <c>!=</c>, <c>contains</c>, <c>starts with</c> or <c>ends with</c>. Byte-exact, case-sensitive.</summary>
public sealed class LabelValueNode : LabelNode
{
    /// <summary>Makes the node without a text.</summary>
    /// <exception cref="ArgumentException">
    /// The key or the value cannot be written in a selector (a value with both kinds of quotes), or the operator takes no single value.
    /// </exception>
    public LabelValueNode(string label, LabelOperator @operator, string value)
        : this(CheckedLabel(label), CheckedOperator(@operator), CheckedValue(value), default)
    {
    }

    internal LabelValueNode(string label, LabelOperator @operator, string value, SelectorRange range)
        : base(label, @operator, range) => Value = value;

    /// <summary>The value; may be empty.</summary>
    public string Value { get; }

    internal override LabelNode WithLabel(string label) => new LabelValueNode(label, Operator, Value, Range);

    private protected override bool HasSameContent(SelectorNode other)
    {
        var that = (LabelValueNode)other;
        return that.Operator == Operator && that.Label == Label && that.Value == Value;
    }

    private protected override int ContentHash() => HashCode.Combine(4, Label, Operator, Value);

    private static LabelOperator CheckedOperator(LabelOperator @operator) => @operator switch
    {
        LabelOperator.Equal or LabelOperator.NotEqual or LabelOperator.Contains or LabelOperator.StartsWith
            or LabelOperator.EndsWith => @operator,
        _ => throw new ArgumentException("This operator does not compare with one value.", nameof(@operator)),
    };
}
