using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>
/// What Calico's <c>crd.projectcalico.org/v1</c> store does to metadata: the annotation <c>projectcalico.org/metadata</c> holds
/// the user's own as JSON. This turns it back, as Calico's own reader does (libcalico-go, ConvertK8sResourceToCalicoResource).
/// </summary>
internal static class StoreForm
{
    private const string MetadataAnnotation = "projectcalico.org/metadata";
    private const string DefaultTierPrefix = TieredPolicy.DefaultTier + ".";

    public static Resource Restore(Resource resource)
    {
        if (!resource.Annotations.TryGetValue(MetadataAnnotation, out var json)) return resource;
        var stored = Parse(json);
        if (stored is null) return resource;
        var outer = resource.Metadata;
        return resource with
        {
            Metadata = outer with
            {
                Name = stored.Name.Length > 0 ? stored.Name : NameWithoutAnnotation(resource),
                Labels = outer.Labels.With(stored.Labels),
                Annotations = outer.Annotations.Without(key => string.Equals(key, MetadataAnnotation, StringComparison.Ordinal)).With(stored.Annotations),
                OwnerReferences = [.. stored.OwnerReferences.Select(ToV3)],
            },
        };
    }

    private static ObjectMetadata? Parse(string json)
    {
        using var text = new StringReader(json);
        foreach (var document in JsonFormat.Instance.Read(text, null, ReadLimits.Default, CancellationToken.None))
        {
            if (document.Root is not null && MetadataSchema.Full.TryRead(document.Root, new MappingContext(null, 0), out var metadata)) return metadata;
        }

        return null;
    }

    private static string NameWithoutAnnotation(Resource resource) =>
        resource is TieredPolicy { Tier: TieredPolicy.DefaultTier } policy && policy.Name.StartsWith(DefaultTierPrefix, StringComparison.Ordinal)
            ? policy.Name[DefaultTierPrefix.Length..]
            : resource.Name;

    private static OwnerReference ToV3(OwnerReference owner) =>
        owner.ApiVersion == ResourceKinds.CalicoStoreApiVersion ? owner with { ApiVersion = ResourceKinds.CalicoApiVersion } : owner;
}
