namespace CalicoPolicy.Core.Selectors;

/// <summary>A question about one label: <see cref="HasNode"/>, <see cref="LabelValueNode"/> or <see cref="LabelSetNode"/>.</summary>
public abstract class LabelNode : SelectorNode
{
    private protected LabelNode(string label, LabelOperator @operator, SelectorRange range)
        : base(range)
    {
        Label = label;
        Operator = @operator;
    }

    /// <summary>The label's key. Never empty; longer than 512 characters only after a prefix was put in front.</summary>
    public string Label { get; }

    /// <summary>What is asked about it.</summary>
    public LabelOperator Operator { get; }

    /// <summary>The same question, with the same range, about another label; the key is not checked.</summary>
    internal abstract LabelNode WithLabel(string label);

    private protected static string CheckedLabel(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (!Selector.IsLabel(label))
            throw new ArgumentException($"'{label}' cannot be a label key in a selector.", nameof(label));
        return label;
    }

    private protected static string CheckedValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Contains('"', StringComparison.Ordinal) && value.Contains('\'', StringComparison.Ordinal))
            throw new ArgumentException("A value with both kinds of quotes cannot be written in a selector.", nameof(value));
        return value;
    }
}
