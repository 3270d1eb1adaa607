using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>Labels or annotations: an object whose values are strings. A value of null is the empty string, as for the API server.</summary>
internal sealed class LabelMapCodec : ICodec<LabelMap>
{
    public static LabelMapCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out LabelMap value)
    {
        value = null;
        if (node is not TreeMapping mapping)
        {
            context.WrongType(node, "an object of keys and text");
            return false;
        }

        var pairs = new List<KeyValuePair<string, string>>(mapping.Fields.Count);
        foreach (var field in mapping.Fields)
        {
            context.Enter(field.Key);
            if (field.Value is TreeScalar { Kind: ScalarKind.Null })
                pairs.Add(new(field.Key, string.Empty));
            else if (TextCodec.Instance.TryRead(field.Value, context, out var text))
                pairs.Add(new(field.Key, text));
            context.Leave();
        }

        if (pairs.Count != mapping.Fields.Count) return false;
        value = pairs.Count == 0 ? LabelMap.Empty : LabelMap.Of(pairs);
        return true;
    }

    public TreeNode Write(LabelMap value) => new TreeMapping(
        [.. value.Select(pair => new TreeField(pair.Key, default, TextCodec.Instance.Write(pair.Value)))], default);
}
