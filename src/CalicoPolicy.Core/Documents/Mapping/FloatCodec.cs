using System.Globalization;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A number with or without a fraction: orders.</summary>
internal sealed class FloatCodec : ICodec<double>
{
    public static FloatCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, out double value)
    {
        if (node is TreeScalar { Kind: ScalarKind.Integer or ScalarKind.Float } scalar
            && ScalarValues.TryGetDouble(scalar, out value)
            && double.IsFinite(value))
            return true;
        context.WrongType(node, "a number");
        value = 0;
        return false;
    }

    public TreeNode Write(double value) => Math.Abs(value) < 1e15 && Math.Truncate(value) == value
        ? IntegerCodec.Instance.Write((long)value)
        : new TreeScalar(ScalarKind.Float, value.ToString("R", CultureInfo.InvariantCulture), default);
}
