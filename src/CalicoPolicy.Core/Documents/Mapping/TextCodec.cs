using System.Diagnostics.CodeAnalysis;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A string. A plain <c>yes</c> or <c>5</c> is none: the API server refuses it, and so does this.</summary>
internal sealed class TextCodec : ICodec<string>
{
    public static TextCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out string value)
    {
        if (node is TreeScalar { Kind: ScalarKind.String } scalar)
        {
            value = scalar.Text;
            return true;
        }

        context.WrongType(node, "text", node is TreeScalar { Kind: not ScalarKind.Null } ? "Put it in quotes." : null);
        value = null;
        return false;
    }

    public TreeNode Write(string value) => new TreeScalar(ScalarKind.String, value, default);
}
