using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>
/// The API servers of a cluster: the addresses that the slices of service <c>default/kubernetes</c> hold, else the pods of
/// kube-system with <c>component: kube-apiserver</c>.
/// </summary>
internal sealed class GuardApiServers
{
    private const int UsualPort = 6443;

    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);

    public GuardApiServers(GuardScene scene)
    {
        var found = new List<(Cidr Address, int Port)>();
        foreach (var slice in scene.After.Snapshot.Resources.OfType<EndpointSlice>())
        {
            if (slice is not { ServiceName: "kubernetes" } || (slice.Namespace ?? "default") != "default") continue;
            foreach (var address in slice.Endpoints.SelectMany(endpoint => endpoint.Addresses))
            {
                if (Cidr.TryParse(address, out var at)) found.AddRange(slice.Ports.Where(port => port.Port is not null).Select(port => (at, (int)port.Port!.Value)));
            }
        }

        if (found.Count == 0)
        {
            foreach (var pod in scene.After.Snapshot.HostPods)
            {
                if (pod.Namespace != "kube-system" || !pod.Labels.TryGetValue("component", out var component) || component != "kube-apiserver") continue;
                found.AddRange(pod.IPs.Where(ip => Cidr.TryParse(ip, out _)).Select(ip => (Cidr.TryParse(ip, out var at) ? at : default, UsualPort)));
            }
        }

        var ends = new List<(GuardEnd End, int Port)>();
        foreach (var same in found.Distinct().GroupBy(server => server.Port))
        {
            var hosts = same.ToLookup(server => scene.Hosts.At(server.Address), server => server.Address);
            ends.AddRange(GuardHosts.Group(hosts.Select(host => host.Key).OfType<GuardHost>()).Select(end => (end, same.Key)));
            ends.AddRange(hosts[null].Select(address => (new GuardEnd { Name = $"API server {address}", Places = [scene.PlaceOf(address)] }, same.Key)));
            _nodes.UnionWith(hosts.Select(host => host.Key?.Name).OfType<string>());
        }

        All = ends;
        var agents = scene.Pods.Group(scene.Pods.All.Where(pod => pod.Labels.Own.TryGetValue("k8s-app", out var app) && app == "konnectivity-agent"));
        Callers = agents.Count > 0 ? agents : [.. ends.Select(end => end.End)];
    }

    /// <summary>The API servers, and the port of each.</summary>
    public IReadOnlyList<(GuardEnd End, int Port)> All { get; }

    /// <summary>Who calls pods and kubelets for them: agents of a tunnel (<c>k8s-app: konnectivity-agent</c>) where there are any, else they themselves.</summary>
    public IReadOnlyList<GuardEnd> Callers { get; }

    /// <summary>Whether a node is one that an API server runs on, or that is labelled so.</summary>
    public bool AreOn(GuardHost host) => host.IsControlPlane || _nodes.Contains(host.Name);
}
