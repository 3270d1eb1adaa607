using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Guard;
using static CalicoPolicy.Core.Tests.Publishing.Guard.GuardedCluster;
using static CalicoPolicy.Core.Tests.Publishing.Guard.Guarding;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>Publications that look like lockouts and are none: the guard lets them pass.</summary>
public class HarmlessPublicationTests
{
    private const string Dns =
        "{action: Allow, protocol: UDP, destination: {namespaceSelector: projectcalico.org/name == 'kube-system', selector: k8s-app == 'kube-dns', ports: [53]}}, "
        + "{action: Allow, protocol: TCP, destination: {namespaceSelector: projectcalico.org/name == 'kube-system', selector: k8s-app == 'kube-dns', ports: [53]}}";

    private const string FromIngress = "{action: Allow, source: {namespaceSelector: projectcalico.org/name == 'ingress-nginx'}}";
    private const string Api = "{action: Allow, protocol: TCP, destination: {nets: [192.0.2.10/32], ports: [6443]}}";

    [Fact]
    public void A_default_deny_with_DNS() => Assert.Empty(Of().Publish(NetworkPolicy($"types: [Egress]\negress: [{Dns}]", "default.deny", "batch")));

    [Fact]
    public void A_default_deny_for_all_but_the_clusters_own_namespaces() => Assert.Empty(Of().Publish(GlobalNetworkPolicy(
        "namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system', 'calico-apiserver', 'cert-manager', 'ingress-nginx'}\n"
        + $"types: [Ingress, Egress]\ningress: [{FromIngress}]\negress: [{Dns}, {Api}]", "default.deny")));

    [Fact]
    public void A_default_deny_with_DNS_and_the_API_by_service()
    {
        var dns = ApiServers.Replace("kubernetes, namespace: default, labels: {kubernetes.io/service-name: kubernetes", "kube-dns, namespace: kube-system, labels: {kubernetes.io/service-name: kube-dns", StringComparison.Ordinal)
            .Replace("192.0.2.10", "10.0.1.1", StringComparison.Ordinal).Replace("{name: https, port: 6443}", "{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}", StringComparison.Ordinal);
        string Allow(string name, string ns) => $"{{action: Allow, destination: {{services: {{name: {name}, namespace: {ns}}}}}}}";
        Assert.Empty(Of(dns).Publish(NetworkPolicy($"types: [Egress]\negress: [{Allow("kube-dns", "kube-system")}, {Allow("kubernetes", "default")}]", "default.deny")));
        Assert.Equal(["api-server"], Refused(Of(dns).Publish(NetworkPolicy($"types: [Egress]\negress: [{Allow("kube-dns", "kube-system")}]", "default.deny"))));
    }

    [Fact]
    public void Probes_of_kubelet_which_nothing_cuts() => Assert.Empty(Refused(Of(Hosts).Publish(
        NetworkPolicy($"types: [Ingress]\ningress: [{FromIngress}]", "default.deny"), NetworkPolicy("types: [Ingress]", "default.deny", "batch"))));

    [Fact]
    public void A_probe_in_the_operators_own_list()
    {
        var own = new LifelineOptions { OwnFlows = [new("probe", new() { Host = "w-2" }, new() { Namespace = "shop", Selector = "app == 'db'" }, Core.Resources.Protocol.Tcp, 8080)] };
        Assert.Empty(Refused(Of().With(own).Publish(NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]", "default.db"))));
    }

    [Fact]
    public void Staged_policies() => Assert.Empty(Of().Publish(
        NetworkPolicy("types: [Ingress, Egress]", "default.deny", kind: "StagedNetworkPolicy"), GlobalNetworkPolicy("types: [Ingress, Egress]", "default.deny", "StagedGlobalNetworkPolicy")));

    [Fact]
    public void A_staged_deletion_of_the_Allow()
    {
        var allow = NetworkPolicy($"order: 1\ntypes: [Egress]\negress: [{Dns}, {Api}]", "default.dns");
        Assert.Empty(Refused(Of(allow, NetworkPolicy("order: 2\ntypes: [Egress]", "default.deny")).Publish(NetworkPolicy("stagedAction: Delete", "default.dns", kind: "StagedNetworkPolicy"))));
    }

    [Fact]
    public void A_namespace_without_lifelines() => Assert.Empty(Of().Publish(NetworkPolicy("types: [Ingress]", "default.deny", "batch")));

    [Fact]
    public void What_is_denied_already_is_told_apart()
    {
        var found = Of(NetworkPolicy("types: [Egress]", "default.deny", "batch")).Publish(NetworkPolicy("types: [Egress]\negress: [{action: Deny}]", "default.deny", "batch"));
        var dns = Assert.Single(found);
        Assert.Equal(("dns/batch", LockoutCause.AlreadyCut, Verdict.Deny, false), (dns.Id, dns.Cause, dns.Before, dns.Refuses));
    }

    [Fact]
    public void A_Deny_after_an_Allow() => Assert.Empty(Refused(Of().Publish(
        NetworkPolicy($"order: 1\ntypes: [Egress]\negress: [{Dns}, {Api}]", "default.dns"), NetworkPolicy("order: 2\ntypes: [Egress]\negress: [{action: Deny}]", "default.deny"))));

    [Fact]
    public void A_Deny_in_a_tier_that_comes_after_an_Allow() => Assert.Empty(Refused(Of(Tier("early", order: 1), Tier("late", order: 2)).Publish(
        NetworkPolicy($"tier: early\ntypes: [Egress]\negress: [{Dns}, {Api}, {{action: Pass}}]", "early.dns"), NetworkPolicy("tier: late\ntypes: [Egress]\negress: [{action: Deny}]", "late.deny"))));

    [Fact]
    public void A_tier_that_hands_on() => Assert.Empty(Of().Publish(
        Tier("security", "Pass"), GlobalNetworkPolicy("tier: security\nnamespaceSelector: has(projectcalico.org/name)\ntypes: [Egress]\negress: [{action: Deny, protocol: TCP, destination: {ports: [25]}}]", "security.mail")));

    [Fact]
    public void A_policy_that_selects_nobody() => Assert.Empty(Of().Publish(GlobalNetworkPolicy("selector: quarantine == 'true'\ntypes: [Ingress, Egress]\ningress: [{action: Deny}]\negress: [{action: Deny}]", "default.quarantine")));

    [Fact]
    public void A_Deny_on_another_port_of_DNS() => Assert.Empty(Of().Publish(
        NetworkPolicy("selector: k8s-app == 'kube-dns'\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [9153]}}, {action: Allow}]", "default.dns", "kube-system")));

    [Fact]
    public void A_webhook_that_the_nodes_may_call() => Assert.Empty(Of().Publish(
        NetworkPolicy("types: [Ingress]\ningress: [{action: Allow, protocol: TCP, source: {nets: [192.0.2.0/24]}, destination: {ports: [10250]}}]", "default.webhook", "cert-manager")));

    [Fact]
    public void SSH_that_a_failsafe_keeps_open() => Assert.Empty(Refused(Of(Hosts).Publish(
        GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [22, 179, 5473, 6443]}}, {action: Allow}]", "default.hosts"))));

    [Fact]
    public void A_HostEndpoint_with_the_profile_that_allows_everything() => Assert.Empty(Of().Publish(Hosts));

    [Fact]
    public void A_policy_of_pods_that_has_no_say_for_host_endpoints() => Assert.Empty(Refused(Of(Hosts).Publish(
        GlobalNetworkPolicy("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name == 'batch'\ntypes: [Ingress, Egress]\nEgress: []\negress: [{action: Allow}]".Replace("Egress: []\n", "", StringComparison.Ordinal), "default.batch"))));

    [Fact]
    public void Cloud_metadata_where_there_is_no_cloud() => Assert.Empty(Of().Publish(
        NetworkPolicy("types: [Egress]\negress: [{action: Deny, destination: {nets: [169.254.169.254/32]}}, {action: Allow}]", "default.metadata")));

    [Fact]
    public void The_API_server_for_pods_that_have_no_business_there() => Assert.Empty(Refused(Of().Publish(NetworkPolicy($"selector: app == 'web'\ntypes: [Egress]\negress: [{Dns}]", "default.web"))));

    [Fact]
    public void A_set_that_gets_more_members()
    {
        string Set(string nets) => $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {{name: api, labels: {{role: api}}}}\nspec: {{nets: [{nets}]}}\n";
        var policy = NetworkPolicy("selector: app == 'operator'\ntypes: [Egress]\negress: [{action: Allow, destination: {namespaceSelector: global(), selector: role == 'api'}}, {action: Allow, destination: {namespaceSelector: all()}}]", "default.operator");
        Assert.Empty(Refused(Of(policy, Set("192.0.2.10/32")).Publish(Set("192.0.2.10/32, 192.0.2.9/32"))));
    }

    [Fact]
    public void A_set_that_no_rule_picks()
    {
        var policy = GlobalNetworkPolicy("selector: k8s-app == 'kube-dns'\ntypes: [Egress]\negress: [{action: Allow, destination: {selector: role == 'upstream', namespaceSelector: global()}}]", "default.dns");
        Assert.Empty(Refused(Of(policy).Publish("apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: {name: one, namespace: shop}\nspec: {nets: [203.0.113.7/32]}\n")));
        Assert.Empty(Refused(Of(policy).Publish("apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: {name: one, namespace: shop, labels: {role: upstream}}\nspec: {nets: [203.0.113.7/32]}\n")));
    }

    [Fact]
    public void A_database_that_fewer_may_reach() => Assert.Empty(Refused(Of().Publish(
        NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, source: {selector: app == 'web'}, destination: {ports: [5432]}}]", "default.db"))));

    [Fact]
    public void The_same_again()
    {
        var policy = NetworkPolicy("types: [Egress]", "default.deny");
        Assert.Empty(Of(policy).Publish(policy));
    }
}
