using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// Rules that Calico's API takes, where its converter makes rules that only its engine does: blocks of both IP versions in one rule,
/// and more ports than a rule may have (calico-policy.md 1.5). Several rules with one action in sequence match what one with all matched.
/// </summary>
internal static class PublishableRules
{
    private const int MaxPorts = 50;

    /// <summary>The policy with such rules taken apart.</summary>
    public static TieredPolicy Of(TieredPolicy policy) => policy with { Ingress = Of(policy.Ingress), Egress = Of(policy.Egress) };

    private static IReadOnlyList<PolicyRule> Of(IReadOnlyList<PolicyRule> rules) => rules.All(Fits) ? rules : [.. rules.SelectMany(Parts)];

    private static bool Fits(PolicyRule rule) => rule.Destination.Ports.Count <= MaxPorts && Families(rule.Destination).Length <= 1;

    private static IEnumerable<PolicyRule> Parts(PolicyRule rule)
    {
        if (Fits(rule)) return [rule];
        PolicyPeer[] peers = Families(rule.Destination) is { Length: > 1 } families
            ? [.. families.Select(nets => rule.Destination with { Nets = nets })]
            : [rule.Destination];
        return peers.SelectMany(peer => PortLists(peer.Ports).Select(ports => rule with { Destination = peer with { Ports = ports } }));
    }

    private static IEnumerable<IReadOnlyList<PolicyPort>> PortLists(IReadOnlyList<PolicyPort> ports) =>
        ports.Count <= MaxPorts ? [ports] : ports.Chunk(MaxPorts);

    private static string[][] Families(PolicyPeer peer) => [.. peer.Nets.GroupBy(net => net.Contains(':', StringComparison.Ordinal)).Select(nets => nets.ToArray())];
}
