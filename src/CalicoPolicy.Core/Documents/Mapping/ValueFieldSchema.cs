using System.Runtime.CompilerServices;
namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A field of one codec.</summary>
internal sealed class ValueFieldSchema<TOwner, TValue> : FieldSchema<TOwner>
{
    private readonly ICodec<TValue> _codec;
    private readonly Func<TOwner, (bool IsThere, TValue Value)> _get;
    private readonly Func<TOwner, TValue, TOwner> _with;

    public ValueFieldSchema(string name, ICodec<TValue> codec, Func<TOwner, (bool IsThere, TValue Value)> get, Func<TOwner, TValue, TOwner> with)
        : base(name)
    {
        _codec = codec;
        _get = get;
        _with = with;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override TOwner Read(TOwner owner, TreeNode node, MappingContext context) =>
        _codec.TryRead(node, context, out var value) ? _with(owner, value) : owner;

    public override TreeNode? Write(TOwner owner) => _get(owner) is (true, var value) ? _codec.Write(value) : null;

    public override void FindUnknown(TOwner owner, UnknownFieldSearch search)
    {
        if (!_codec.HasObjects || _get(owner) is not (true, var value)) return;
        search.Enter(Name);
        _codec.FindUnknown(value, search);
        search.Leave();
    }
}
