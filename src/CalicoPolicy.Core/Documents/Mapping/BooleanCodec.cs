namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A Boolean, also by the YAML 1.1 words that kubectl takes for one.</summary>
internal sealed class BooleanCodec : ICodec<bool>
{
    public static BooleanCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, out bool value)
    {
        if (node is TreeScalar { Kind: ScalarKind.Boolean } scalar && ScalarValues.TryGetBoolean(scalar, out value)) return true;
        context.WrongType(node, "true or false");
        value = false;
        return false;
    }

    public TreeNode Write(bool value) => new TreeScalar(ScalarKind.Boolean, value ? "true" : "false", default);
}
