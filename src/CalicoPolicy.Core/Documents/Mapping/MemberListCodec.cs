using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A list of objects of which one field counts, as in <c>podIPs: [{ip: 10.0.0.1}]</c>. Objects without it, and their other fields, are dropped.</summary>
internal sealed class MemberListCodec : ICodec<IReadOnlyList<string>>
{
    private readonly string _member;

    public MemberListCodec(string member) => _member = member;

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out IReadOnlyList<string> value)
    {
        value = null;
        if (node is not TreeSequence sequence)
        {
            context.WrongType(node, "a list");
            return false;
        }

        var texts = new List<string>(sequence.Items.Count);
        var isRight = true;
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            context.Enter(index);
            isRight &= TryReadItem(sequence.Items[index], context, texts);
            context.Leave();
        }

        value = isRight ? ValueList.Of(texts) : null;
        return isRight;
    }

    public TreeNode Write(IReadOnlyList<string> value) => new TreeSequence(
        [.. value.Select(text => new TreeMapping([new(_member, default, TextCodec.Instance.Write(text))], default))], default);

    private bool TryReadItem(TreeNode node, MappingContext context, List<string> texts)
    {
        if (node is not TreeMapping mapping)
        {
            context.WrongType(node, "an object");
            return false;
        }

        if (mapping[_member] is not { } member || member is TreeScalar { Kind: ScalarKind.Null }) return true;
        context.Enter(_member);
        var isRight = TextCodec.Instance.TryRead(member, context, out var text);
        context.Leave();
        if (isRight) texts.Add(text!);
        return isRight;
    }
}
