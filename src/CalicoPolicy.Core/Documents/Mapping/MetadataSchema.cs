using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How <c>metadata</c> looks.</summary>
internal static class MetadataSchema
{
    /// <summary>With whatever else stands there.</summary>
    public static ObjectSchema<ObjectMetadata> Full { get; } = Schema(keepsUnknown: true);

    /// <summary>The model's fields only, and of the annotations those of this module.</summary>
    public static ObjectSchema<ObjectMetadata> Listed { get; } = Schema(keepsUnknown: false);

    private static ObjectSchema<ObjectMetadata> Schema(bool keepsUnknown)
    {
        var fields = new FieldList<ObjectMetadata>()
            .RequiredText("name", metadata => metadata.Name, (metadata, value) => metadata with { Name = value })
            .Text("namespace", metadata => metadata.Namespace, (metadata, value) => metadata with { Namespace = value.Length == 0 ? null : value })
            .Labels("labels", metadata => metadata.Labels, (metadata, value) => metadata with { Labels = value });
        fields = keepsUnknown
            ? fields.Labels("annotations", metadata => metadata.Annotations, (metadata, value) => metadata with { Annotations = value })
            : fields.OwnAnnotations(metadata => metadata.Annotations, (metadata, value) => metadata with { Annotations = value });
        return new(
            new(),
            fields.List("ownerReferences", Owner(keepsUnknown), metadata => metadata.OwnerReferences, (metadata, value) => metadata with { OwnerReferences = value }),
            keepsUnknown);
    }

    private static ObjectSchema<OwnerReference> Owner(bool keepsUnknown) => new(
        new(),
        new FieldList<OwnerReference>()
            .RequiredText("apiVersion", owner => owner.ApiVersion, (owner, value) => owner with { ApiVersion = value })
            .RequiredText("kind", owner => owner.Kind, (owner, value) => owner with { Kind = value })
            .RequiredText("name", owner => owner.Name, (owner, value) => owner with { Name = value })
            .Boolean("controller", owner => owner.Controller, (owner, value) => owner with { Controller = value }),
        keepsUnknown);
}
