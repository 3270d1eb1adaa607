using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A kind of resource whose fields stand in <c>spec</c>, in <c>status</c>, or beside them.</summary>
internal sealed class ResourceSchema<T> : IResourceSchema
    where T : Resource
{
    private static readonly FieldList<T> Nothing = new();
    private readonly T _empty;

    public ResourceSchema(T empty, params string[] otherApiVersions)
    {
        _empty = empty;
        ApiVersions = [empty.ApiVersion, .. otherApiVersions];
    }

    public string Kind => _empty.Kind;

    public IReadOnlyList<string> ApiVersions { get; }

    /// <summary>The fields beside <c>metadata</c> and <c>spec</c>.</summary>
    public FieldList<T> Top { get; init; } = Nothing;

    /// <summary>The fields of <c>spec</c>.</summary>
    public FieldList<T> Spec { get; init; } = Nothing;

    /// <summary>The fields of <c>status</c>.</summary>
    public FieldList<T> Status { get; init; } = Nothing;

    /// <summary>Whether unknown fields and the place of every field are kept; not for workloads (decision 26).</summary>
    public bool KeepsTree { get; init; } = true;

    private ObjectSchema<ObjectMetadata> Metadata => KeepsTree ? MetadataSchema.Full : MetadataSchema.Listed;

    public Resource Read(TreeMapping root, MappingContext context)
    {
        var resource = _empty;
        List<UnknownField>? others = null;
        foreach (var field in root.Fields)
        {
            switch (field.Key)
            {
                case "apiVersion" or "kind":
                    break;
                case "metadata":
                    resource = ReadMetadata(resource, field.Value, context);
                    break;
                case "spec" when Spec != Nothing:
                    resource = ReadPart(resource, Spec, field, context, out var unknownSpec);
                    if (unknownSpec is not null) resource = resource with { UnknownSpecFields = unknownSpec };
                    break;
                case "status" when Status != Nothing:
                    resource = ReadPart(resource, Status, field, context, out _);
                    break;
                default:
                    if (!Top.TryRead(ref resource, field, context) && KeepsTree) (others ??= []).Add(new(field.Key, field.Value));
                    break;
            }
        }

        return others is null ? resource : resource with { UnknownFields = others };
    }

    public TreeNode Write(Resource resource, bool keepServerMetadata)
    {
        var value = (T)resource;
        var fields = new List<TreeField>
        {
            new("apiVersion", default, TextCodec.Instance.Write(value.ApiVersion)),
            new("kind", default, TextCodec.Instance.Write(value.Kind)),
            new("metadata", default, Metadata.Write(keepServerMetadata ? value.Metadata : ServerMetadata.Without(value.Metadata))),
        };
        Top.Write(value, fields);
        var spec = new List<TreeField>();
        Spec.Write(value, spec);
        if (KeepsTree) FieldList<T>.WriteUnknown(value.UnknownSpecFields, spec);
        // Calico's own kinds must have a spec, if an empty one.
        if (spec.Count > 0 || value.ApiVersion == ResourceKinds.CalicoApiVersion) fields.Add(new("spec", default, new TreeMapping(spec, default)));
        var status = new List<TreeField>();
        Status.Write(value, status);
        if (status.Count > 0) fields.Add(new("status", default, new TreeMapping(status, default)));
        if (KeepsTree) FieldList<T>.WriteUnknown(keepServerMetadata ? value.UnknownFields : ServerMetadata.Without(value.UnknownFields), fields);
        return new TreeMapping(fields, default);
    }

    public void FindUnknown(Resource resource, UnknownFieldSearch search)
    {
        if (!KeepsTree) return;
        var value = (T)resource;
        search.Note(value.UnknownFields, ["apiVersion", "kind", "metadata", "spec", .. Top.Names]);
        search.Enter("metadata");
        Metadata.FindUnknown(value.Metadata, search);
        search.Leave();
        Top.FindUnknown(value, search);
        search.Enter("spec");
        search.Note(value.UnknownSpecFields, Spec.Names);
        Spec.FindUnknown(value, search);
        search.Leave();
    }

    private T ReadMetadata(T resource, TreeNode node, MappingContext context)
    {
        if (node is TreeScalar { Kind: ScalarKind.Null }) return resource;
        context.Enter("metadata");
        if (Metadata.TryRead(node, context, out var metadata)) resource = resource with { Metadata = metadata };
        context.Leave();
        return resource;
    }

    private T ReadPart(T resource, FieldList<T> part, TreeField field, MappingContext context, out IReadOnlyList<UnknownField>? unknown)
    {
        unknown = null;
        if (field.Value is TreeScalar { Kind: ScalarKind.Null }) return resource;
        context.Enter(field.Key);
        if (field.Value is TreeMapping mapping)
            resource = part.Read(resource, mapping, context, KeepsTree, out unknown);
        else
            context.WrongType(field.Value, "an object");
        context.Leave();
        return resource;
    }
}
