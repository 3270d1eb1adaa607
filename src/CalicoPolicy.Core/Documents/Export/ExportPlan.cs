using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Spreads resources over the files of a folder. Linear in the resources; input order is kept within a file.</summary>
public static class ExportPlan
{
    // Kubernetes names do not begin with an underscore: these cannot meet the file of a tier or namespace.
    private const string ClusterFile = "_cluster.yaml";
    private const string SetsFile = "_sets.yaml";
    private const string OtherFile = "_other.yaml";

    /// <summary>The files of a layout, in the order in which their first resources come.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="layout">PerResource, ByTier or ByNamespace.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout needs no folder.</exception>
    public static IReadOnlyList<ExportFile> For(IEnumerable<Resource> resources, ExportLayout layout)
    {
        var order = new List<string>();
        var files = new Dictionary<string, List<Resource>>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var path = layout switch
            {
                ExportLayout.PerResource => PerResource(resource),
                ExportLayout.ByTier => ByTier(resource),
                ExportLayout.ByNamespace => ByNamespace(resource),
                _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "This layout has no files of its own."),
            };
            if (!files.TryGetValue(path, out var group))
            {
                order.Add(path);
                files.Add(path, group = []);
            }

            group.Add(resource);
        }

        return [.. order.Select(path => new ExportFile(path, files[path]))];
    }

    private static string PerResource(Resource resource)
    {
        var file = $"{resource.Kind.ToLowerInvariant()}.{FileNamePart.Of(resource.Name)}.yaml";
        return resource.Namespace is null ? file : $"{FileNamePart.Of(resource.Namespace)}/{file}";
    }

    private static string ByTier(Resource resource) => resource switch
    {
        TieredPolicy policy => $"{FileNamePart.Of(policy.Tier)}.yaml",
        Tier tier => $"{FileNamePart.Of(tier.Name)}.yaml",
        AddressSet => SetsFile,
        _ => OtherFile,
    };

    private static string ByNamespace(Resource resource) => resource switch
    {
        { Kind: "Namespace" } => $"{FileNamePart.Of(resource.Name)}.yaml",
        { Namespace: { } name } => $"{FileNamePart.Of(name)}.yaml",
        _ => ClusterFile,
    };
}
