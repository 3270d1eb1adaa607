using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A list of values.</summary>
internal sealed class ListCodec<T> : ICodec<IReadOnlyList<T>>
{
    private readonly ICodec<T> _item;

    public ListCodec(ICodec<T> item) => _item = item;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not TreeSequence sequence)
        {
            context.WrongType(node, "a list", node is TreeMapping ? "Put '- ' before the item." : null);
            return false;
        }

        var items = ImmutableArray.CreateBuilder<T>(sequence.Items.Count);
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            context.Enter(index);
            if (_item.TryRead(sequence.Items[index], context, out var item)) items.Add(item);
            context.Leave();
        }

        if (items.Count != sequence.Items.Count) return false;
        value = items.Count == 0 ? ValueList<T>.Empty : ValueList.Of<T>(items.MoveToImmutable());
        return true;
    }

    public bool HasObjects => _item.HasObjects;

    public void FindUnknown(IReadOnlyList<T> value, UnknownFieldSearch search)
    {
        for (var index = 0; index < value.Count; index++)
        {
            search.Enter(index);
            _item.FindUnknown(value[index], search);
            search.Leave();
        }
    }

    public TreeNode Write(IReadOnlyList<T> value)
    {
        var items = new TreeNode[value.Count];
        for (var index = 0; index < items.Length; index++) items[index] = _item.Write(value[index]);
        return new TreeSequence(items, default);
    }
}
