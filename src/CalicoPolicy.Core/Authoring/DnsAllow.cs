using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// Egress rules that let pods ask for names (decision 19). Policy sees where a packet goes after the service's address was
/// translated, so that a rule names the pods; NodeLocal DNSCache listens on the node under addresses that are not translated.
/// </summary>
internal static class DnsAllow
{
    /// <summary>The address on which NodeLocal DNSCache listens unless it was told otherwise.</summary>
    private const string NodeLocalAddress = "169.254.20.10";

    private static readonly PolicyPeer KubeDns = new()
    {
        Selector = "k8s-app == 'kube-dns'",
        NamespaceSelector = $"{AutomaticLabels.Name} == 'kube-system'",
        Ports = [new(53)],
    };

    // The service's ports come with it, for both protocols.
    public static IReadOnlyList<PolicyRule> Rules(ServiceMatch service) => [new() { Action = PolicyAction.Allow, Destination = new() { Services = service } }];

    public static IReadOnlyList<PolicyRule> Rules(DnsMode mode, IReadOnlyList<string> addresses) => mode switch
    {
        DnsMode.KubeDns => OnBothProtocols(KubeDns),

        // 5353 on the pods.
        DnsMode.OpenShift => Rules(new ServiceMatch { Name = "dns-default", Namespace = "openshift-dns" }),
        DnsMode.NodeLocal => [.. NodeLocal(addresses).SelectMany(OnBothProtocols), .. OnBothProtocols(KubeDns)],
        DnsMode.None => [],
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    // Calico takes no rule with addresses of both families.
    private static IEnumerable<PolicyPeer> NodeLocal(IReadOnlyList<string> addresses) =>
        NetList.Of([new(NodeLocalAddress), .. addresses.Select(address => new AddressEntry(address))], aggregate: false, CancellationToken.None)
            .Nets.Select(Block).GroupBy(block => block.IsIPv6)
            .Select(family => new PolicyPeer { Nets = [.. family.Select(block => block.ToString())], Ports = [new(53)] });

    private static Cidr Block(string net) => Cidr.TryParse(net, out var block) ? block : throw new FormatException(net);

    private static IReadOnlyList<PolicyRule> OnBothProtocols(PolicyPeer destination) =>
    [
        new() { Action = PolicyAction.Allow, Protocol = Protocol.Udp, Destination = destination },
        new() { Action = PolicyAction.Allow, Protocol = Protocol.Tcp, Destination = destination },
    ];
}
