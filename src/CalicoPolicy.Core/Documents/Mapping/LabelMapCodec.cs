using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>Labels or annotations: an object whose values are strings. A value of null is the empty string, as for the API server.</summary>
internal sealed class LabelMapCodec : ICodec<LabelMap>
{
    private readonly Func<string, bool>? _isKept;

    private LabelMapCodec(Func<string, bool>? isKept = null) => _isKept = isKept;

    public static LabelMapCodec Instance { get; } = new();

    /// <summary>The annotations of this module only; others are not even looked at, since they may hold secrets (decision 26).</summary>
    public static LabelMapCodec OwnAnnotations { get; } = new(IsOwn);

    /// <summary>Whether an annotation is of this module.</summary>
    public static bool IsOwn(string key) => key.StartsWith("calicopolicy.io/", StringComparison.Ordinal);

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out LabelMap value)
    {
        value = null;
        if (node is not TreeMapping mapping)
        {
            context.WrongType(node, "an object of keys and text");
            return false;
        }

        var pairs = new List<KeyValuePair<string, string>>(mapping.Fields.Count);
        var isRight = true;
        foreach (var field in mapping.Fields)
        {
            if (_isKept?.Invoke(field.Key) == false) continue;
            context.Enter(field.Key);
            if (field.Value is TreeScalar { Kind: ScalarKind.Null })
                pairs.Add(new(field.Key, string.Empty));
            else if (TextCodec.Instance.TryRead(field.Value, context, out var text))
                pairs.Add(new(field.Key, text));
            else
                isRight = false;
            context.Leave();
        }

        if (!isRight) return false;
        value = pairs.Count == 0 ? LabelMap.Empty : LabelMap.Of(pairs);
        return true;
    }

    public TreeNode Write(LabelMap value) => new TreeMapping(
        [.. value.Where(pair => _isKept?.Invoke(pair.Key) != false).Select(pair => new TreeField(pair.Key, default, TextCodec.Instance.Write(pair.Value)))], default);
}
