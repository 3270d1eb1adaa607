using System.Collections.Frozen;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>The kinds that the model knows, by API version and kind.</summary>
internal static class KindCatalog
{
    private static readonly FrozenDictionary<(string ApiVersion, string Kind), IResourceSchema> ByName =
        Schemas()
            .SelectMany(schema => schema.ApiVersions.Select(version => (Key: (version, schema.Kind), schema)))
            .ToFrozenDictionary(pair => pair.Key, pair => pair.schema);

    /// <summary>The schema of a kind; null where the model has none.</summary>
    public static IResourceSchema? Find(string apiVersion, string kind) => ByName.GetValueOrDefault((apiVersion, kind));

    /// <summary>The schemas of all kinds, each once.</summary>
    public static IEnumerable<IResourceSchema> All => ByName.Values.Distinct();

    private static IEnumerable<IResourceSchema> Schemas() =>
    [
        .. PolicySchemas.All, .. EndpointSchemas.All, .. EnterpriseSchemas.All, .. KubernetesPolicySchemas.All, .. ClusterPolicySchemas.All,
        .. CoreSchemas.All, .. WorkloadSchemas.All, .. ConfigurationSchemas.All, .. AccessSchemas.All,
    ];
}
