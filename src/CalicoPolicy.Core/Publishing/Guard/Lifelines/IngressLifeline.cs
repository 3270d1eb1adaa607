using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>
/// Clients outside to ingress controllers and to what is behind services of type LoadBalancer and NodePort, through the nodes where
/// these put their own address in place of the client's (decision 9); ingress controllers to the pods behind services, as far as their
/// own policies go, and to each namespace as a whole.
/// </summary>
internal sealed class IngressLifeline : Lifeline
{
    public override string Family => "ingress";

    public override string What => "outside -> ingress controllers -> pods";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        var controllers = scene.Pods.All.Where(pod => IngressControllers.Have(pod.Labels.Own)).ToList();
        var hosts = scene.After.Snapshot.HostPods.Where(pod => IngressControllers.Have(pod.Labels)).Select(pod => (Pod: pod, Host: pod.NodeName is null ? null : scene.Hosts.Find(pod.NodeName)))
            .Where(pair => pair.Host is not null).ToList();
        foreach (var flow in FromOutside(scene, controllers)) yield return flow;
        var ports = hosts.SelectMany(pair => pair.Pod.Ports.Where(IngressControllers.IsOpen).Select(port => (pair.Host, port.Port, Protocol: port.Protocol ?? Protocol.Tcp)));
        foreach (var port in ports.Distinct().GroupBy(port => (port.Port, port.Protocol)))
        {
            foreach (var end in GuardHosts.Group(port.Select(one => one.Host!)))
            {
                foreach (var client in scene.Outside(Family, "clients outside"))
                    yield return new(Family, client, end, port.Key.Protocol, (int?)port.Key.Port) { Peer = client.Name, HitsDestination = true };
            }
        }

        var sources = scene.Pods.Group(controllers).Concat(GuardHosts.Group(hosts.Select(pair => pair.Host!).Distinct()));
        foreach (var flow in ToBackends(scene, [.. sources])) yield return flow;
    }

    public override bool Needs(SnapshotGap gap) => gap is { Kind: "Service" or "Pod", Namespace: null };

    // What is open to the world by itself, or there for API servers, needs no ingress controller.
    private static bool IsBackend(Service service) => service.Type is not ("LoadBalancer" or "NodePort") && !SystemPods.IsSystem(service.Namespace) && !CalledLifeline.AreCalled(service);

    private IEnumerable<GuardFlow> FromOutside(GuardScene scene, List<Endpoint> controllers)
    {
        var exposed = new HashSet<Endpoint>();
        foreach (var service in scene.Services.All.Where(service => service.Type is "LoadBalancer" or "NodePort"))
        {
            exposed.UnionWith(scene.Services.BackendsOf(service, null).Select(backend => backend.Pod).OfType<Endpoint>());
            foreach (var target in scene.Services.TargetsOf(service))
            {
                foreach (var flow in FromOutside(scene, target, isKept: service.ExternalTrafficPolicy == "Local")) yield return flow;
            }
        }

        foreach (var target in SystemPods.TargetsOf(scene, controllers.Where(pod => !exposed.Contains(pod)), "ingress", IngressControllers.IsOpen))
        {
            foreach (var flow in FromOutside(scene, target, isKept: true)) yield return flow;
        }
    }

    private IEnumerable<GuardFlow> FromOutside(GuardScene scene, GuardTarget target, bool isKept)
    {
        var isController = target.End.Places[0].After[0].Endpoint is { } pod && IngressControllers.Have(pod.Labels.Own);

        // One of them may be the pod's own.
        var entries = isKept ? [null] : scene.Hosts.All.Where(host => host.IsNode).GroupBy(host => host.Class).SelectMany(same => same.Take(2)).Select(host => (string?)host.Name).DefaultIfEmpty().ToList();
        foreach (var client in isController ? scene.Outside(Family, "clients outside") : [new() { Name = "clients outside", Places = [GuardPlace.Anywhere] }])
        {
            foreach (var entry in entries)
            {
                yield return new(Family, client, target.End, target.Protocol, target.Port)
                {
                    Peer = client.Name,
                    HitsDestination = true,
                    EntersThrough = entry,
                    IsForSome = !isController,
                    IsOptional = !isController,
                };
            }
        }
    }

    private IEnumerable<GuardFlow> ToBackends(GuardScene scene, List<GuardEnd> controllers)
    {
        if (controllers.Count == 0) yield break;
        foreach (var ns in scene.Services.All.Where(IsBackend).GroupBy(service => service.Namespace ?? "default"))
        {
            foreach (var target in scene.Services.TargetsOf(ns, ns.Key))
            {
                // Ingress controllers are no backends of their own.
                if (target.End.Places[0].After[0].Endpoint is not { } pod || IngressControllers.Have(pod.Labels.Own)) continue;
                foreach (var controller in controllers)
                {
                    yield return new(Family, controller, target.End, target.Protocol, target.Port) { Peer = $"pods of {ns.Key}", IsOfSource = true, IsOptional = true };
                    yield return new(Family, controller, target.End, target.Protocol, target.Port)
                    {
                        Peer = $"ingress controller {controller.Name}",
                        HitsDestination = true,
                        IsOptional = true,
                        Bundle = (controller, ns.Key),
                    };
                }
            }
        }
    }
}
