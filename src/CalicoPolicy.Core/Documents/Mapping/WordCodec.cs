using System.Diagnostics.CodeAnalysis;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A string that the model holds as a type of its own, such as an action.</summary>
internal sealed class WordCodec<T> : ICodec<T>
{
    private readonly Func<string, T> _read;
    private readonly Func<T, string> _write;

    public WordCodec(Func<string, T> read, Func<T, string> write)
    {
        _read = read;
        _write = write;
    }

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out T value)
    {
        var isText = TextCodec.Instance.TryRead(node, context, out var text);
        value = isText ? _read(text!) : default;
        return isText;
    }

    public TreeNode Write(T value) => TextCodec.Instance.Write(_write(value));
}
