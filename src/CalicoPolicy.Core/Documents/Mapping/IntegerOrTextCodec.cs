using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A whole number or a string: ports and protocols.</summary>
internal sealed class IntegerOrTextCodec<T> : ICodec<T>
{
    private readonly Func<long, T> _readNumber;
    private readonly Func<string, T> _readText;
    private readonly Func<T, (long? Number, string Text)> _write;

    public IntegerOrTextCodec(Func<long, T> readNumber, Func<string, T> readText, Func<T, (long? Number, string Text)> write)
    {
        _readNumber = readNumber;
        _readText = readText;
        _write = write;
    }

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out T value)
    {
        switch (node)
        {
            case TreeScalar { Kind: ScalarKind.String } text:
                value = _readText(text.Text);
                return true;
            case TreeScalar { Kind: ScalarKind.Integer } scalar when ScalarValues.TryGetInteger(scalar, out var number):
                value = _readNumber(number);
                return true;
            default:
                context.WrongType(node, "a whole number or text");
                value = default;
                return false;
        }
    }

    public TreeNode Write(T value)
    {
        var (number, text) = _write(value);
        return number is { } whole
            ? new TreeScalar(ScalarKind.Integer, whole.ToString(CultureInfo.InvariantCulture), default)
            : TextCodec.Instance.Write(text);
    }
}
