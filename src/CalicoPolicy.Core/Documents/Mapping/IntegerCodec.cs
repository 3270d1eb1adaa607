using System.Globalization;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A whole number.</summary>
internal sealed class IntegerCodec : ICodec<long>
{
    public static IntegerCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, out long value)
    {
        if (node is TreeScalar { Kind: ScalarKind.Integer } scalar && ScalarValues.TryGetInteger(scalar, out value)) return true;
        context.WrongType(node, "a whole number");
        value = 0;
        return false;
    }

    public TreeNode Write(long value) => new TreeScalar(ScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture), default);
}
