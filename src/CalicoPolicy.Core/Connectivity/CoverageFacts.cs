using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>What rows of coverage tell besides policies: the object that a row is about, services, the name in flow logs.</summary>
/// <remarks>O(objects) to make; a look-up costs the services of the namespace.</remarks>
internal sealed class CoverageFacts
{
    private readonly Dictionary<PeerName, Resource> _workloads = [];
    private readonly ILookup<string, Service> _services;

    public CoverageFacts(PolicySnapshot snapshot)
    {
        foreach (var workload in snapshot.Resources.OfType<Workload>()) _workloads[new(workload.Namespace ?? "default", workload.Kind, workload.Name)] = workload;
        _services = snapshot.Resources.OfType<Service>().Where(service => service.Selector.Count > 0).ToLookup(service => service.Namespace ?? "default", StringComparer.Ordinal);
        Dns = ClusterDns.Of(snapshot);
    }

    /// <summary>The cluster's DNS.</summary>
    public ClusterDns Dns { get; }

    /// <summary>The workload; null where it is not in the snapshot.</summary>
    public Resource? ResourceOf(PeerName name) => _workloads.GetValueOrDefault(name);

    /// <summary>The services that pods are behind by their labels.</summary>
    public IReadOnlyList<string> ServicesOf(IReadOnlyList<Endpoint> endpoints)
    {
        if (endpoints[0].Namespace is not { } ns) return [];
        var classes = endpoints.DistinctBy(endpoint => endpoint.LabelClass).ToList();
        return [.. _services[ns].Where(service => classes.Exists(one => ServiceIndex.Selects(service, one.Labels.Own))).Select(service => $"{ns}/{service.Name}").Order(StringComparer.Ordinal)];
    }

    /// <summary>The services that pods with these labels are behind.</summary>
    public IReadOnlyList<string> ServicesOf(string ns, LabelMap labels) =>
        [.. _services[ns].Where(service => ServiceIndex.Selects(service, labels)).Select(service => $"{ns}/{service.Name}").Order(StringComparer.Ordinal)];

    /// <summary>What the names of a workload's pods begin with, and a star; of a pod that nothing made, its name.</summary>
    public static string PrefixOf(Resource resource) => resource switch
    {
        Pod { Owner: { } owner } => $"{owner.Name}-*",
        Workload workload => $"{workload.Name}-*",
        _ => resource.Name,
    };
}
