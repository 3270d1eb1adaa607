using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Policies as careful people write them: no rule may find more than a small matter in them.</summary>
public class GoodPolicyTests
{
    [Theory]
    // Default deny of a namespace.
    [InlineData("NetworkPolicy", "selector: all()\ntypes: [Ingress, Egress]")]
    // Default deny of the cluster, staged and enforced.
    [InlineData("StagedGlobalNetworkPolicy", DefaultDeny)]
    [InlineData("GlobalNetworkPolicy", DefaultDeny)]
    // Quarantine.
    [InlineData("GlobalNetworkPolicy", """
        tier: quarantine
        order: 10
        selector: quarantine == 'true'
        types: [Ingress, Egress]
        ingress: [{action: Log}, {action: Deny}]
        egress: [{action: Log}, {action: Deny}]
        """)]
    // A deny list, and its twin on the hosts.
    [InlineData("GlobalNetworkPolicy", """
        tier: security
        order: 0
        selector: all()
        types: [Ingress]
        ingress:
          - {action: Deny, source: {selector: ip-deny-list == 'true' && !has(projectcalico.org/namespace)}}
          - {action: Pass}
        """)]
    [InlineData("GlobalNetworkPolicy", """
        selector: has(host-endpoint)
        applyOnForward: true
        doNotTrack: true
        types: [Ingress]
        ingress: [{action: Deny, source: {selector: ip-deny-list == 'true' && !has(projectcalico.org/namespace)}}]
        """)]
    // Passing everything on.
    [InlineData("GlobalNetworkPolicy", "tier: platform\nselector: all()\ntypes: [Ingress, Egress]\ningress: [{action: Pass}]\negress: [{action: Pass}]")]
    // A service: its clients, its database, DNS, monitoring from another namespace, ping.
    [InlineData("NetworkPolicy", """
        tier: application
        order: 100
        selector: app == 'web'
        types: [Ingress, Egress]
        ingress:
          - {action: Allow, protocol: TCP, source: {selector: app == 'gateway'}, destination: {ports: [8080]}}
          - {action: Allow, protocol: TCP, source: {selector: app == 'prometheus', namespaceSelector: projectcalico.org/name == 'monitoring'}, destination: {ports: [9090]}}
          - {action: Allow, protocol: ICMP}
        egress:
          - {action: Allow, protocol: TCP, destination: {selector: app == 'db', ports: [5432]}}
          - {action: Allow, protocol: UDP, destination: {selector: k8s-app == 'kube-dns', namespaceSelector: projectcalico.org/name == 'kube-system', ports: [53]}}
          - {action: Allow, protocol: TCP, destination: {selector: k8s-app == 'kube-dns', namespaceSelector: projectcalico.org/name == 'kube-system', ports: [53]}}
        """)]
    // Everyone of the namespace, and a public web server.
    [InlineData("NetworkPolicy", "selector: app == 'web'\ningress: [{action: Allow, source: {selector: all()}}, {action: Allow, protocol: TCP, destination: {ports: [443]}}]")]
    // The internet, but nothing of our own.
    [InlineData("NetworkPolicy", """
        selector: app == 'crawler'
        egress:
          - {action: Allow, protocol: TCP, destination: {nets: [0.0.0.0/0], notNets: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16], ports: [80, 443]}}
          - {action: Allow, protocol: TCP, destination: {nets: ['::/0'], notNets: ['fc00::/7'], ports: [80, 443]}}
        """)]
    // What the recommendation engine writes.
    [InlineData("StagedNetworkPolicy", """
        stagedAction: Learn
        tier: namespace-isolation
        selector: projectcalico.org/namespace == 'shop'
        types: [Ingress, Egress]
        ingress:
          - {action: Allow, protocol: TCP, source: {namespaceSelector: projectcalico.org/name == 'web'}, destination: {ports: [8080]}}
        egress:
          - {action: Allow, protocol: TCP, destination: {domains: [api.example.com], ports: [443]}}
          - {action: Allow, protocol: TCP, destination: {selector: projectcalico.org/name == 'public-ips' && projectcalico.org/kind == 'NetworkSet', namespaceSelector: global(), ports: [443]}}
          - {action: Allow, protocol: TCP, destination: {nets: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16], ports: [8443]}}
          - {action: Pass, destination: {namespaceSelector: projectcalico.org/name == 'shop'}}
        """)]
    // Service accounts.
    [InlineData("NetworkPolicy", """
        selector: app == 'db'
        serviceAccountSelector: projectcalico.org/name == 'db'
        ingress:
          - {action: Allow, protocol: TCP, source: {serviceAccounts: {names: [api, worker]}, namespaceSelector: projectcalico.org/name == 'shop'}, destination: {ports: [5432]}}
        """)]
    public void Nothing_but_small_matters_is_found(string kind, string spec)
    {
        var yaml = kind.Contains("Global", StringComparison.Ordinal) ? Yaml.GlobalNetworkPolicy(spec, kind: kind) : Yaml.NetworkPolicy(spec, kind: kind);
        Assert.Empty(Input.Judge(yaml, new() { MinimumSeverity = FindingSeverity.Medium }).Select(finding => finding.ToString()));
    }

    private const string DefaultDeny = """
        namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'kube-public', 'calico-system'}
        types: [Ingress, Egress]
        egress:
          - {action: Allow, protocol: UDP, destination: {selector: k8s-app == 'kube-dns', namespaceSelector: projectcalico.org/name == 'kube-system', ports: [53]}}
          - {action: Allow, protocol: TCP, destination: {selector: k8s-app == 'kube-dns', namespaceSelector: projectcalico.org/name == 'kube-system', ports: [53]}}
          - {action: Allow, protocol: UDP, destination: {nets: [169.254.20.10/32, 10.96.0.10/32], ports: [53]}}
        """;
}
