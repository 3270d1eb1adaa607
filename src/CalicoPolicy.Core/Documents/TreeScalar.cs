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

    /// <inheritdoc />
    public override bool Equals(RawValue? other) =>
        other is TreeScalar scalar && scalar.Kind == Kind && string.Equals(scalar.Text, Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Text);
}
