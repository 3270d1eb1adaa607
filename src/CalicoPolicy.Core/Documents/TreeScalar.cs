using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>A single value. <see cref="Text"/> is what stands in the document, unescaped; <see cref="Kind"/> is what kubectl takes it for.</summary>
public sealed class TreeScalar : TreeNode
{
    /// <summary>Makes a scalar.</summary>
    public TreeScalar(ScalarKind kind, string text, TextSpan span)
        : base(span)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>What kubectl takes the value for.</summary>
    public ScalarKind Kind { get; }

    /// <summary>The value's text, without quotes and escapes.</summary>
    public string Text { get; }

    /// <summary>Equal by value: <c>yes</c> equals <c>true</c>, and <c>0x10</c> equals <c>16</c>, unless either is in quotes.</summary>
    public override bool Equals(RawValue? other)
    {
        if (other is not TreeScalar scalar || scalar.Kind != Kind) return false;
        return string.Equals(scalar.Text, Text, StringComparison.Ordinal) || Kind switch
        {
            ScalarKind.Null => true,
            ScalarKind.Boolean => ScalarValues.TryGetBoolean(this, out var left) && ScalarValues.TryGetBoolean(scalar, out var right) && left == right,
            ScalarKind.Integer => ScalarValues.TryGetInteger(this, out var left) && ScalarValues.TryGetInteger(scalar, out var right) && left == right,
            ScalarKind.Float => ScalarValues.TryGetDouble(this, out var left) && ScalarValues.TryGetDouble(scalar, out var right) && left.Equals(right),
            _ => false,
        };
    }

    /// <inheritdoc />
    public override int GetHashCode() => Kind == ScalarKind.String ? HashCode.Combine(Kind, Text) : HashCode.Combine(Kind);
}
