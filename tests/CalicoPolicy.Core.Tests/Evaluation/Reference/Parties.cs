using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What of a cluster's objects has labels that rules select (calico-dataplane.md 1.6, decision 5).</summary>
internal static class Parties
{
    public static Party? Of(Resource resource) => resource switch
    {
        Pod { HostNetwork: true } or Pod { Phase: "Succeeded" or "Failed" } => null,

        // A pod that a cluster runs and that has no address yet is no endpoint; one of a manifest will be.
        Pod { IPs.Count: 0, Phase: not null } => null,
        Pod pod => PodOf(pod, pod.Labels, pod.ServiceAccountName, pod.NodeName, pod.IPs, pod.Ports),
        Workload { Template.HostNetwork: true } => null,
        Workload workload => PodOf(workload, workload.Template.Labels, workload.Template.ServiceAccountName, null, [], workload.Template.Ports),
        HostEndpoint host => new()
        {
            Kind = PartyKind.Host,
            Resource = host,
            Node = host.Node,
            Interface = string.IsNullOrEmpty(host.InterfaceName) ? null : host.InterfaceName,
            Labels = host.Labels,
            Profiles = host.Profiles,
            Blocks = [.. host.ExpectedIPs.Select(Blocks.Of)],
            Ports = host.Ports,
        },
        AddressSet set => new()
        {
            Kind = PartyKind.Set,
            Resource = set,
            Namespace = set.IsNamespaced ? set.Namespace ?? "default" : null,
            Labels = set.IsNamespaced ? set.Labels.With([new("projectcalico.org/namespace", set.Namespace ?? "default")]) : set.Labels,
            Profiles = set.IsNamespaced ? [$"kns.{set.Namespace ?? "default"}"] : [],
            Blocks = [.. set.Nets.Select(Blocks.Of)],
            Domains = set.AllowedEgressDomains,
        },
        GlobalThreatFeed { GlobalNetworkSet: { } set } feed => new() { Kind = PartyKind.Set, Resource = feed, Labels = set.Labels, MayHoldMore = true },
        _ => null,
    };

    private static Party PodOf(Resource resource, LabelMap labels, string? account, string? node, IReadOnlyList<string> addresses, IReadOnlyList<EndpointPort> ports)
    {
        var ns = resource.Namespace ?? "default";
        var name = string.IsNullOrEmpty(account) ? "default" : account;
        return new()
        {
            Kind = PartyKind.Pod,
            Resource = resource,
            Namespace = ns,
            Node = node,
            Labels = labels
                .Without(key => key.StartsWith("pcns.", StringComparison.Ordinal) || key.StartsWith("pcsa.", StringComparison.Ordinal))
                .With([new("projectcalico.org/namespace", ns), new("projectcalico.org/orchestrator", "k8s"), new("projectcalico.org/serviceaccount", name)]),
            Profiles = [$"kns.{ns}", $"ksa.{ns}.{name}"],
            Blocks = [.. addresses.Select(Blocks.Of)],
            Ports = ports,
        };
    }
}
