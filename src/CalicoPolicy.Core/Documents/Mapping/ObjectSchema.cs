using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>An object of the model: its fields in the order in which they are written. Fields it does not know are kept, unless told otherwise.</summary>
internal sealed class ObjectSchema<T> : ICodec<T>
    where T : ResourcePart
{
    private readonly T _empty;
    private readonly FieldList<T> _fields;
    private readonly bool _keepsUnknown;

    /// <param name="empty">An instance without any field, other than the one that means "absent".</param>
    /// <param name="fields">The fields, in the order in which they are written.</param>
    /// <param name="keepsUnknown">Whether unknown fields survive; not for workloads (decision 26).</param>
    public ObjectSchema(T empty, FieldList<T> fields, bool keepsUnknown = true)
    {
        _empty = empty;
        _fields = fields;
        _keepsUnknown = keepsUnknown;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out T value)
    {
        if (node is not TreeMapping mapping)
        {
            context.WrongType(node, "an object");
            value = null;
            return false;
        }

        value = _fields.Read(_empty, mapping, context, _keepsUnknown, out var unknown);
        if (unknown is not null) value = value with { UnknownFields = unknown };
        return true;
    }

    public bool HasObjects => true;

    public void FindUnknown(T value, UnknownFieldSearch search)
    {
        search.Note(value.UnknownFields, _fields.Names);
        _fields.FindUnknown(value, search);
    }

    public TreeNode Write(T value)
    {
        var fields = new List<TreeField>();
        _fields.Write(value, fields);
        if (_keepsUnknown) FieldList<T>.WriteUnknown(value.UnknownFields, fields);
        return new TreeMapping(fields, default);
    }
}
