using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A default deny of egress, and no global policy of the input that lets pods ask for names. DNS falls back to TCP for long
/// answers, so that UDP alone is half of it. With a snapshot the policies for each endpoint are looked at, those of namespaces too. OpenShift's port, services of a cluster's DNS and NodeLocal DNSCache count as DNS.
/// </summary>
internal sealed class CP2104DefaultDenyNoDns : FindingRule<GlobalPolicy>
{
    public CP2104DefaultDenyNoDns()
        : base(new(
            "CP2104", "DefaultDenyNoDns", FindingSeverity.High,
            "A default deny of egress comes without an allow for DNS."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        if (!policy.Types.Contains(PolicyType.Egress) || !DefaultDenyShape.Is(policy, context)) yield break;
        var (overUdp, overTcp, count) = Allows(policy, context);
        if (overUdp && overTcp) yield break;
        var path = policy.Egress.Count > 0 ? FieldPath.Root["spec"]["egress"] : FieldPath.Root["spec"];
        yield return new(path, Message(overUdp, overTcp) + (count is null ? string.Empty : $" In the snapshot that is so for {count}."), Recommendation(overUdp, overTcp))
        {
            Change = () => SuggestedChange.To(
                PolicyEditing.AddRules(policy, PolicyType.Egress, Missing(overUdp, overTcp), index: 0), "Pods may ask kube-dns in kube-system for names; other DNS needs other rules."),
            Severity = overUdp ? FindingSeverity.Medium : FindingSeverity.High,
        };
    }

    /// <summary>
    /// Over what DNS is allowed: going by the policies of the input, or by those that are for each endpoint of a snapshot, with how many
    /// are without. What a gap hides may allow it.
    /// </summary>
    private static (bool OverUdp, bool OverTcp, EndpointCount? Count) Allows(GlobalPolicy policy, RuleContext context)
    {
        if (Inventory.Of(context) is { } inventory && inventory.Find(policy) is { } compiled && inventory.CountOf(compiled.Selector).Total > 0)
        {
            if (!inventory.HasAllPolicies) return (true, true, null);
            var (udp, tcp) = DnsReach.Of(context, inventory).Missing(compiled);
            return (udp.Total == 0, tcp.Total == 0, udp.Total > 0 ? udp : tcp);
        }

        var allows = DnsAllows.Of(context);
        return (allows.OverUdp, allows.OverTcp, null);
    }

    private static IReadOnlyList<PolicyRule> Missing(bool overUdp, bool overTcp) =>
        [.. DnsAllow.Rules(DnsMode.KubeDns, []).Where(rule => rule.Protocol == Protocol.Udp ? !overUdp : !overTcp)];

    private static string Message(bool overUdp, bool overTcp) => (overUdp, overTcp) switch
    {
        (true, _) => "The policy denies egress, and DNS is allowed over UDP only: answers that do not fit into a datagram are asked for over TCP and get lost.",
        (_, true) => "The policy denies egress, and DNS is allowed over TCP only: pods ask over UDP first and get no answer.",
        _ => "The policy denies egress and nothing allows DNS: no pod that it selects can look up a name any more.",
    };

    private static string Recommendation(bool overUdp, bool overTcp)
    {
        var protocols = (overUdp, overTcp) switch { (true, _) => "TCP", (_, true) => "UDP", _ => "UDP and TCP" };
        return $"Add to spec.egress an Allow for {protocols} to selector k8s-app == 'kube-dns' with namespaceSelector projectcalico.org/name == 'kube-system', ports [53]; "
            + "on OpenShift to services {name: dns-default, namespace: openshift-dns}; for NodeLocal DNSCache to nets [169.254.20.10/32].";
    }
}
