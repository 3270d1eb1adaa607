using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A default deny of egress, and no global policy of the input that lets pods ask for names. DNS falls back to TCP for long
/// answers, so that UDP alone is half of it. OpenShift's port, services of a cluster's DNS and NodeLocal DNSCache count as DNS.
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
        var allows = DnsAllows.Of(context);
        if (allows is { OverUdp: true, OverTcp: true }) yield break;
        var path = policy.Egress.Count > 0 ? FieldPath.Root["spec"]["egress"] : FieldPath.Root["spec"];
        yield return new(path, Message(allows), Recommendation(allows))
        {
            Change = () => SuggestedChange.To(
                PolicyEditing.AddRules(policy, PolicyType.Egress, Missing(allows), index: 0), "Pods may ask kube-dns in kube-system for names; other DNS needs other rules."),
            Severity = allows.OverUdp ? FindingSeverity.Medium : FindingSeverity.High,
        };
    }

    private static IReadOnlyList<PolicyRule> Missing(DnsAllows allows) =>
        [.. DnsAllow.Rules(DnsMode.KubeDns, []).Where(rule => rule.Protocol == Protocol.Udp ? !allows.OverUdp : !allows.OverTcp)];

    private static string Message(DnsAllows allows) => allows switch
    {
        { OverUdp: true } => "The policy denies egress, and DNS is allowed over UDP only: answers that do not fit into a datagram are asked for over TCP and get lost.",
        { OverTcp: true } => "The policy denies egress, and DNS is allowed over TCP only: pods ask over UDP first and get no answer.",
        _ => "The policy denies egress and nothing allows DNS: no pod that it selects can look up a name any more.",
    };

    private static string Recommendation(DnsAllows allows)
    {
        var protocols = allows switch { { OverUdp: true } => "TCP", { OverTcp: true } => "UDP", _ => "UDP and TCP" };
        return $"Add to spec.egress an Allow for {protocols} to selector k8s-app == 'kube-dns' with namespaceSelector projectcalico.org/name == 'kube-system', ports [53]; "
            + "on OpenShift to services {name: dns-default, namespace: openshift-dns}; for NodeLocal DNSCache to nets [169.254.20.10/32].";
    }
}
