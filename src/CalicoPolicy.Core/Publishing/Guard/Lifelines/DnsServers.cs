using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>
/// Who answers a cluster's DNS: what is behind the services of kube-system and openshift-dns with port 53, else the pods of
/// kube-system with <c>k8s-app: kube-dns</c>; on its node NodeLocal DNSCache, where its pods run.
/// </summary>
internal static class DnsServers
{
    private const int Port = 53;

    /// <summary>The address of NodeLocal DNSCache (kubernetes.io, Using NodeLocal DNSCache).</summary>
    public static GuardEnd Local { get; } = new() { Name = "169.254.20.10", Places = [GuardPlace.At(Cidr.TryParse("169.254.20.10", out var address) ? address : default)] };

    /// <summary>The servers, with the ports that they listen on.</summary>
    public static IReadOnlyList<GuardTarget> Of(GuardScene scene)
    {
        var found = scene.Services.All.Where(IsDns).SelectMany(service => scene.Services.TargetsOf(service, IsDns)).ToList();
        if (found.Count > 0) return found;
        return
        [
            .. scene.Pods.Group(scene.Pods.All.Where(IsDns))
                .SelectMany(end => new[] { Protocol.Udp, Protocol.Tcp }.Select(protocol => new GuardTarget(end, "kube-system/kube-dns", protocol, Port))),
        ];
    }

    /// <summary>The pods among the servers.</summary>
    public static IReadOnlyList<Endpoint> PodsOf(GuardScene scene)
    {
        var found = scene.Services.All.Where(IsDns).SelectMany(service => scene.Services.BackendsOf(service, IsDns)).Select(backend => backend.Pod).OfType<Endpoint>().Distinct().ToList();
        return found.Count > 0 ? found : [.. scene.Pods.All.Where(IsDns)];
    }

    /// <summary>Whether NodeLocal DNSCache runs.</summary>
    public static bool AreLocal(PolicySnapshot snapshot) => snapshot.HostPods.Any(pod => pod.Namespace == "kube-system" && SystemPods.Has(pod.Labels, "k8s-app", "node-local-dns"));

    private static bool IsDns(Service service) => service.Namespace is "kube-system" or "openshift-dns" && service.Ports.Any(IsDns);

    private static bool IsDns(ServicePort port) => port.Port == Port;

    private static bool IsDns(Endpoint pod) => pod.Namespace == "kube-system" && SystemPods.Has(pod.Labels.Own, "k8s-app", "kube-dns", "coredns");
}
