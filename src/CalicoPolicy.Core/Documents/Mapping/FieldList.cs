using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>The fields of an object of the model, in the order in which they are written.</summary>
internal sealed class FieldList<TOwner>
{
    private readonly List<FieldSchema<TOwner>> _fields = [];

    // Here and in the other inner loops of reading: optimised at once, since a whole repository is read before the runtime's own
    // measuring would pay.
    /// <summary>Reads what a mapping has of these fields; a null value counts as no field, as it does for the API server.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TOwner Read(TOwner owner, TreeMapping mapping, MappingContext context, bool keepsUnknown, out IReadOnlyList<UnknownField>? unknown)
    {
        List<UnknownField>? others = null;
        foreach (var field in mapping.Fields)
        {
            if (!TryRead(ref owner, field, context) && keepsUnknown) (others ??= []).Add(new(field.Key, field.Value));
        }

        unknown = others;
        return owner;
    }

    /// <summary>Reads one field, if it is one of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(ref TOwner owner, TreeField field, MappingContext context)
    {
        if (Find(field.Key) is not { } known) return false;
        if (field.Value is TreeScalar { Kind: ScalarKind.Null }) return true;
        context.Enter(field.Key);
        owner = known.Read(owner, field.Value, context);
        context.Leave();
        return true;
    }

    /// <summary>Appends the fields that the owner has.</summary>
    public void Write(TOwner owner, List<TreeField> fields)
    {
        foreach (var field in _fields)
        {
            if (field.Write(owner) is { } node) fields.Add(new(field.Name, default, node));
        }
    }

    /// <summary>The names of the fields.</summary>
    public IEnumerable<string> Names => _fields.Select(schema => schema.Name);

    /// <summary>Notes the fields in the owner's fields that the model does not know.</summary>
    public void FindUnknown(TOwner owner, UnknownFieldSearch search)
    {
        foreach (var field in _fields) field.FindUnknown(owner, search);
    }

    /// <summary>Appends fields that the model does not know.</summary>
    public static void WriteUnknown(IReadOnlyList<UnknownField> unknown, List<TreeField> fields)
    {
        foreach (var field in unknown) fields.Add(new(field.Name, default, (TreeNode)field.Value));
    }

    public FieldList<TOwner> Add(FieldSchema<TOwner> field)
    {
        _fields.Add(field);
        return this;
    }

    /// <summary>Appends the fields of another list.</summary>
    public FieldList<TOwner> AddAll(FieldList<TOwner> others)
    {
        _fields.AddRange(others._fields);
        return this;
    }

    /// <summary>A field that may be absent: null is absent.</summary>
    public FieldList<TOwner> Optional<TValue>(string name, ICodec<TValue> codec, Func<TOwner, TValue?> get, Func<TOwner, TValue, TOwner> with)
        where TValue : class =>
        Add(new ValueFieldSchema<TOwner, TValue>(name, codec, owner => get(owner) is { } value ? (true, value) : (false, null!), with));

    /// <summary>A field that may be absent: null is absent.</summary>
    public FieldList<TOwner> OptionalValue<TValue>(string name, ICodec<TValue> codec, Func<TOwner, TValue?> get, Func<TOwner, TValue, TOwner> with)
        where TValue : struct =>
        Add(new ValueFieldSchema<TOwner, TValue>(name, codec, owner => get(owner) is { } value ? (true, value) : (false, default), with));

    /// <summary>An optional string.</summary>
    public FieldList<TOwner> Text(string name, Func<TOwner, string?> get, Func<TOwner, string, TOwner> with) =>
        Optional(name, TextCodec.Instance, get, with);

    /// <summary>A string that is never null in the model; empty is absent.</summary>
    public FieldList<TOwner> RequiredText(string name, Func<TOwner, string> get, Func<TOwner, string, TOwner> with) =>
        Optional(name, TextCodec.Instance, owner => get(owner) is { Length: > 0 } text ? text : null, with);

    /// <summary>An optional number.</summary>
    public FieldList<TOwner> Number(string name, Func<TOwner, double?> get, Func<TOwner, double, TOwner> with) =>
        OptionalValue(name, FloatCodec.Instance, get, with);

    /// <summary>An optional whole number.</summary>
    public FieldList<TOwner> Integer(string name, Func<TOwner, long?> get, Func<TOwner, long, TOwner> with) =>
        OptionalValue(name, IntegerCodec.Instance, get, with);

    /// <summary>An optional Boolean.</summary>
    public FieldList<TOwner> Boolean(string name, Func<TOwner, bool?> get, Func<TOwner, bool, TOwner> with) =>
        OptionalValue(name, BooleanCodec.Instance, get, with);

    /// <summary>A list; <see cref="ValueList{T}.None"/> is absent.</summary>
    public FieldList<TOwner> List<TItem>(
        string name, ICodec<TItem> codec, Func<TOwner, IReadOnlyList<TItem>> get, Func<TOwner, IReadOnlyList<TItem>, TOwner> with) =>
        Optional(name, new ListCodec<TItem>(codec), owner => get(owner) is ValueList<TItem> { IsDeclared: false } ? null : get(owner), with);

    /// <summary>A list of strings.</summary>
    public FieldList<TOwner> TextList(string name, Func<TOwner, IReadOnlyList<string>> get, Func<TOwner, IReadOnlyList<string>, TOwner> with) =>
        List(name, TextCodec.Instance, get, with);

    /// <summary>Labels or annotations; <see cref="LabelMap.None"/> is absent.</summary>
    public FieldList<TOwner> Labels(string name, Func<TOwner, LabelMap> get, Func<TOwner, LabelMap, TOwner> with) =>
        Optional(name, LabelMapCodec.Instance, owner => get(owner) is { IsDeclared: true } map ? map : null, with);

    /// <summary>The annotations of this module (<c>calicopolicy.io/...</c>); all others are dropped.</summary>
    public FieldList<TOwner> OwnAnnotations(Func<TOwner, LabelMap> get, Func<TOwner, LabelMap, TOwner> with) =>
        Optional("annotations", LabelMapCodec.OwnAnnotations, owner => get(owner) is { Count: > 0 } map ? map : null, with);

    /// <summary>An object whose fields the owner itself holds; others in it are dropped.</summary>
    public FieldList<TOwner> Block(string name, FieldList<TOwner> fields) => Add(new BlockSchema<TOwner>(name, fields));

    /// <summary>What is kept of the containers of a pod. What init containers have is written with the others': Calico makes no difference.</summary>
    public FieldList<TOwner> Containers(Func<TOwner, ContainerFacts> get, Func<TOwner, ContainerFacts, TOwner> with) =>
        Optional("containers", ContainersCodec.Instance, owner => get(owner) is { IsEmpty: false } facts ? facts : null, (owner, value) => with(owner, Sum(get(owner), value)))
            .Optional("initContainers", ContainersCodec.Instance, _ => null, (owner, value) => with(owner, Sum(get(owner), new(value.Ports))));

    private static ContainerFacts Sum(ContainerFacts first, ContainerFacts second) => new([.. first.Ports, .. second.Ports], first.HostAction ?? second.HostAction);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private FieldSchema<TOwner>? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal)) return field;
        }

        return null;
    }
}
