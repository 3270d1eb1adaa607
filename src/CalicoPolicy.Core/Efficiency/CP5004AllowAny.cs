using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// An Allow to or from anyone on any port (decision 11): nothing about the other end, or the whole address space, and no
/// destination port. A rule with a selector, even <c>all()</c>, is CP1007's; one for a protocol without ports, such as ICMP, is
/// narrow enough.
/// </summary>
internal sealed class CP5004AllowAny : FindingRule<TieredPolicy>
{
    public CP5004AllowAny()
        : base(new("CP5004", "AllowAny", FindingSeverity.High, "A rule allows traffic to or from anyone on any port."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        // Hosts that forward need a companion that lets the rest through; what it forwards meets the pods' own policies.
        if (policy is GlobalPolicy { ApplyOnForward: true } and not (GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true }))
            yield break;
        var content = new RuleContent(SelectorCache.Of(context));
        foreach (var rule in context.RulesOf(policy))
        {
            if (rule.Rule.Action != PolicyAction.Allow || IsNarrowedByPorts(rule.Rule)) continue;
            var isAnyNet = IsAnyNet(rule.Remote);
            if (!isAnyNet && !rule.Remote.MatchesAnyAddress) continue;
            yield return new(isAnyNet ? rule.Path[rule.RemoteField]["nets"] : rule.Path, Message(rule), Recommendation(rule))
            {
                Content = $"{rule.ListName} {content.Of(rule.Rule)}",
            };
        }
    }

    private static bool IsNarrowedByPorts(PolicyRule rule) => rule.Destination.Ports.Count > 0 || rule.Destination.NotPorts.Count > 0
        || rule.Destination.Services is not null || rule.Http is not null || rule.Icmp is not null || rule.Protocol is { HasPorts: false };

    private static bool IsAnyNet(PolicyPeer peer) => peer.NotNets.Count == 0 && string.IsNullOrEmpty(peer.NotSelector)
        && string.IsNullOrEmpty(peer.Selector) && string.IsNullOrEmpty(peer.NamespaceSelector) && peer.ServiceAccounts is null
        && peer.Nets.Any(net => Cidr.TryParse(net, out var cidr) && cidr.IsEverything);

    private static string Message(RulePlace rule) => rule.Direction == PolicyType.Egress
        ? $"The {rule} allows traffic to any address on any port, the internet included: a way out for whoever takes over one of these endpoints."
        : $"The {rule} allows traffic from any address to every port.";

    private static string Recommendation(RulePlace rule) => rule.Direction == PolicyType.Egress
        ? "Name where the traffic goes in destination (selector, namespaceSelector, services or a network set) and its port in "
            + "destination.ports; or Pass, so that later tiers decide."
        : "Name who may connect in source (selector, namespaceSelector or a network set) and the port in destination.ports; "
            + "or Pass, so that later tiers decide.";
}
