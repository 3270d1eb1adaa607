using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// Finds the endpoints among the objects (decision 5): pods, host endpoints, and where no pods of a workload are there and the
/// objects were not read from a running cluster, the pods that its template will make.
/// </summary>
/// <remarks>O(objects), plus O(pods) for each label that many pods of one namespace share.</remarks>
internal sealed class EndpointCollector
{
    private const string DefaultAccount = "default";

    private readonly LabelClasses _classes;
    private readonly List<Endpoint> _endpoints = [];
    private readonly List<Pod> _hostPods = [];

    private EndpointCollector(LabelClasses classes) => _classes = classes;

    /// <summary>The endpoints of a set of objects, and the pods that are none since they use their node's network.</summary>
    public static (IReadOnlyList<Endpoint> Endpoints, IReadOnlyList<Pod> HostPods) Collect(
        IReadOnlyList<Resource> resources, LabelClasses classes, bool isLive, CancellationToken cancellationToken)
    {
        var collector = new EndpointCollector(classes);
        var owners = new PodOwners(resources);
        foreach (var resource in resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (resource)
            {
                case Pod pod:
                    collector.Add(pod, isLive, owners);
                    break;
                case Workload workload when !isLive && !owners.HasPods(workload):
                    collector.Add(workload);
                    break;
                case HostEndpoint host:
                    collector.Add(host);
                    break;
            }
        }

        return (collector._endpoints, collector._hostPods);
    }

    private void Add(Pod pod, bool isLive, PodOwners owners)
    {
        if (pod.Phase is "Succeeded" or "Failed") return;
        if (pod.HostNetwork == true)
        {
            _hostPods.Add(pod);
            return;
        }

        // A manifest says nothing of addresses; a pod that a cluster has made and that has none yet is no endpoint.
        var addresses = Addresses(pod.IPs);
        if (addresses.Count == 0 && (isLive || pod.Phase is not null)) return;
        var ns = pod.Namespace ?? "default";
        var account = AccountOf(pod.ServiceAccountName);
        var labelClass = _classes.OfPod(pod.Labels, ns, account);
        _endpoints.Add(new(pod, EndpointKind.Workload, labelClass)
        {
            Labels = _classes.All[labelClass],
            Workload = owners.WorkloadOf(pod),
            Node = pod.NodeName,
            ServiceAccount = account,
            Addresses = addresses,
            Ports = pod.Ports,
            Profiles = ProfilesOf(ns, account),
        });
    }

    private void Add(Workload workload)
    {
        if (workload.Template.HostNetwork == true) return;
        var ns = workload.Namespace ?? "default";
        var account = AccountOf(workload.Template.ServiceAccountName);
        var labelClass = _classes.OfPod(workload.Template.Labels, ns, account);
        _endpoints.Add(new(workload, EndpointKind.Workload, labelClass)
        {
            Labels = _classes.All[labelClass],
            Workload = $"{workload.Kind} {workload.Name}",
            ServiceAccount = account,
            Ports = workload.Template.Ports,
            Replicas = workload is ReplicatedWorkload { Replicas: { } replicas } ? replicas : 1,
            Profiles = ProfilesOf(ns, account),
        });
    }

    private void Add(HostEndpoint host)
    {
        var labelClass = _classes.OfHost(host.Labels, host.Profiles);
        _endpoints.Add(new(host, EndpointKind.Host, labelClass)
        {
            Labels = _classes.All[labelClass],
            Workload = host.ToString(),
            Node = host.Node,
            Addresses = Addresses(host.ExpectedIPs),
            Ports = host.Ports,
            Profiles = host.Profiles,
        });
    }

    // Kubernetes' API fills in the account of a pod that names none.
    private static string AccountOf(string? name) => string.IsNullOrEmpty(name) ? DefaultAccount : name;

    private static string[] ProfilesOf(string ns, string account) => [$"kns.{ns}", $"ksa.{ns}.{account}"];

    private static List<Cidr> Addresses(IReadOnlyList<string> texts)
    {
        var addresses = new List<Cidr>(texts.Count);
        foreach (var text in texts)
        {
            if (Cidr.TryParse(text, out var address)) addresses.Add(address);
        }

        return addresses;
    }
}
