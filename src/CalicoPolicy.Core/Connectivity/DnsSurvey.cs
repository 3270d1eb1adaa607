using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Who answers for names in a cluster, as far as a snapshot tells. O(services + endpoints).</summary>
internal sealed class DnsSurvey
{
    private const int Udp = 17;
    private const string System = "kube-system";
    private const string AppLabel = "k8s-app";
    private const string App = "kube-dns";
    private const string Cache = "node-local-dns";

    // The cache asks through it what it does not know; pods do not.
    private const string Upstream = "kube-dns-upstream";

    private readonly PolicySnapshot _snapshot;

    private DnsSurvey(PolicySnapshot snapshot) => _snapshot = snapshot;

    /// <summary>The mode that fits; null where the snapshot has no DNS.</summary>
    public DnsMode? Mode { get; private set; }

    /// <summary>The service that has to be named, since its pods are not labelled or do not listen as those of kube-dns do; null where the mode says it all.</summary>
    public ServiceMatch? Service { get; private set; }

    /// <summary>The addresses of the service that pods ask.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>What was found, in words.</summary>
    public string Found { get; private set; } = "no DNS";

    /// <summary>What was not read and may be DNS, in words; empty where all that matters was read.</summary>
    public IReadOnlyList<string> Unread { get; private set; } = [];

    /// <summary>Looks into a snapshot.</summary>
    public static DnsSurvey Of(PolicySnapshot snapshot)
    {
        var survey = new DnsSurvey(snapshot);
        survey.Look();
        return survey;
    }

    private void Look()
    {
        Unread = [.. _snapshot.Gaps.Where(gap => gap.Kind is "Service" or "Pod" or "DaemonSet" && (gap.Covers(System) || gap.Covers("openshift-dns"))).Select(gap => gap.ToString())];
        var service = FindService();
        Addresses = service is null ? [] : [.. service.ClusterIPs.Where(address => address != "None")];
        if (CacheName() is { } cache)
        {
            Mode = DnsMode.NodeLocal;
            Found = $"NodeLocal DNSCache ({cache}){(Addresses.Count > 0 ? $" for {Name(service!)} at {string.Join(", ", Addresses)}" : string.Empty)}";
        }
        else if (service is { Namespace: "openshift-dns", Name: "dns-default" })
        {
            Mode = DnsMode.OpenShift;
            Found = $"{Name(service)} of OpenShift";
        }
        else if (service is not null)
        {
            Judge(service);
        }
        else if (_snapshot.Endpoints.Any(endpoint => endpoint is { Kind: EndpointKind.Workload, Namespace: System } && IsKubeDns(endpoint.Labels.Own)))
        {
            Mode = DnsMode.KubeDns;
            Found = $"pods of {System} with {AppLabel}: {App}";
        }
    }

    /// <summary>Whether the usual rule reaches the pods of a service, or the service has to be named.</summary>
    private void Judge(Service service)
    {
        Mode = DnsMode.KubeDns;
        var pods = _snapshot.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Workload && endpoint.Namespace == service.Namespace && ServiceIndex.Selects(service, endpoint.Labels.Own)).ToList();
        var hosts = _snapshot.HostPods.Where(pod => (pod.Namespace ?? "default") == service.Namespace && ServiceIndex.Selects(service, pod.Labels)).ToList();
        var ports = service.Ports.Where(IsForDns).SelectMany(port => pods.Count == 0 ? [ServiceIndex.NumberOf(port, Udp, [])] : pods.Select(pod => ServiceIndex.NumberOf(port, Udp, pod.Ports)))
            .OfType<int>().Distinct().Order().ToList();
        var areLabelled = pods.Count > 0 ? pods.TrueForAll(pod => IsKubeDns(pod.Labels.Own)) : IsKubeDns(service.Selector);
        Found = $"{Name(service)}, whose pods carry {(areLabelled ? $"{AppLabel}={App}" : service.Selector)}{(ports.Count > 0 ? $" and listen on {string.Join(", ", ports)}" : string.Empty)}"
            + (hosts.Count > 0 ? $", some of them on their nodes' network ({hosts[0].Namespace}/{hosts[0].Name})" : string.Empty);
        if (service.Namespace != System || !areLabelled || hosts.Count > 0 || ports.Exists(port => port != 53)) Service = new() { Name = service.Name, Namespace = service.Namespace };
    }

    private Service? FindService()
    {
        var services = _snapshot.Resources.OfType<Service>()
            .Where(service => service.Namespace is System or "openshift-dns" && service.Name != Upstream && service.Selector.Count > 0 && service.Ports.Any(IsForDns)).ToList();
        return services.Find(service => service is { Namespace: "openshift-dns", Name: "dns-default" })
            ?? services.Find(service => service is { Namespace: System, Name: App })
            ?? services.Where(service => service.Namespace == System).MinBy(service => service.Name, StringComparer.Ordinal);
    }

    private string? CacheName()
    {
        if (_snapshot.Resources.OfType<DaemonSet>().FirstOrDefault(set => set.Name == Cache || IsCache(set.Template.Labels)) is { } agents) return $"DaemonSet {agents.Namespace}/{agents.Name}";
        return _snapshot.HostPods.FirstOrDefault(pod => IsCache(pod.Labels)) is { } agent ? $"Pod {agent.Namespace}/{agent.Name}" : null;
    }

    private static bool IsForDns(ServicePort port) => port.Port == 53 && port.Protocol is { IanaNumber: Udp };

    private static bool IsKubeDns(LabelMap labels) => labels.TryGetValue(AppLabel, out var app) && app == App;

    private static bool IsCache(LabelMap labels) => labels.TryGetValue(AppLabel, out var app) && app == Cache;

    private static string Name(Service service) => $"service {service.Namespace}/{service.Name}";
}
