using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How <c>metadata</c> looks.</summary>
internal static class MetadataSchema
{
    private static readonly ObjectSchema<OwnerReference> Owner = new(new(), new FieldList<OwnerReference>()
        .RequiredText("apiVersion", owner => owner.ApiVersion, (owner, value) => owner with { ApiVersion = value })
        .RequiredText("kind", owner => owner.Kind, (owner, value) => owner with { Kind = value })
        .RequiredText("name", owner => owner.Name, (owner, value) => owner with { Name = value })
        .Boolean("controller", owner => owner.Controller, (owner, value) => owner with { Controller = value }));

    private static readonly FieldList<ObjectMetadata> Fields = new FieldList<ObjectMetadata>()
        .RequiredText("name", metadata => metadata.Name, (metadata, value) => metadata with { Name = value })
        .Text("namespace", metadata => metadata.Namespace, (metadata, value) => metadata with { Namespace = value.Length == 0 ? null : value })
        .Labels("labels", metadata => metadata.Labels, (metadata, value) => metadata with { Labels = value })
        .Labels("annotations", metadata => metadata.Annotations, (metadata, value) => metadata with { Annotations = value })
        .List("ownerReferences", Owner, metadata => metadata.OwnerReferences, (metadata, value) => metadata with { OwnerReferences = value });

    /// <summary>With whatever else stands there.</summary>
    public static ObjectSchema<ObjectMetadata> Full { get; } = new(new(), Fields);

    /// <summary>The model's fields only.</summary>
    public static ObjectSchema<ObjectMetadata> Listed { get; } = new(new(), Fields, keepsUnknown: false);
}
