using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Resources by API version, kind, namespace and name, in the order in which they came. Of one that came more often the last counts, as it does for kubectl.</summary>
internal sealed class ResourceSet
{
    private readonly Dictionary<(string ApiVersion, string Kind, string? Namespace, string Name), Resource> _resources = [];

    public ResourceSet(IEnumerable<Resource> resources, ICollection<Resource> repeated)
    {
        foreach (var resource in resources)
        {
            var key = KeyOf(resource);
            if (!_resources.TryAdd(key, resource))
            {
                _resources[key] = resource;
                repeated.Add(resource);
            }
        }
    }

    public IEnumerable<Resource> All => _resources.Values;

    /// <summary>The object of the same name; null where there is none.</summary>
    public Resource? Find(Resource other) => _resources.GetValueOrDefault(KeyOf(other));

    private static (string ApiVersion, string Kind, string? Namespace, string Name) KeyOf(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.Namespace, resource.Name);
}
