namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>An object whose fields the model holds in the object around it. What else stands in it is dropped: for kinds that keep few fields only.</summary>
internal sealed class BlockSchema<TOwner> : FieldSchema<TOwner>
{
    private readonly FieldList<TOwner> _fields;

    public BlockSchema(string name, FieldList<TOwner> fields)
        : base(name) => _fields = fields;

    public override TOwner Read(TOwner owner, TreeNode node, MappingContext context)
    {
        if (node is TreeMapping mapping) return _fields.Read(owner, mapping, context, keepsUnknown: false, out _);
        context.WrongType(node, "an object");
        return owner;
    }

    public override TreeNode? Write(TOwner owner)
    {
        var fields = new List<TreeField>();
        _fields.Write(owner, fields);
        return fields.Count == 0 ? null : new TreeMapping(fields, default);
    }
}
