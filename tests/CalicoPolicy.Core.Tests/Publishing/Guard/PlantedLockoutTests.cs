using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;
using static CalicoPolicy.Core.Tests.Publishing.Guard.GuardedCluster;
using static CalicoPolicy.Core.Tests.Publishing.Guard.Guarding;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>Publications that lock a cluster out, each of its own kind: the guard refuses them and names the family.</summary>
public class PlantedLockoutTests
{
    [Fact]
    public void A_default_deny_without_DNS()
    {
        var found = Of().Publish(NetworkPolicy("selector: all()\ntypes: [Egress]", "default.deny"));
        var dns = Assert.Single(found, lockout => lockout.Family == "dns");
        Assert.Equal(("dns/shop", LockoutCause.Cut, Verdict.Allow, Verdict.Deny), (dns.Id, dns.Cause, dns.Before, dns.Verdict));
        Assert.Equal("4 pods of shop (shop/web-a, shop/web-b, ...) -> DNS kube-system/kube-dns, UDP/53, TCP/53", dns.Flow);
        Assert.Equal(("default", "shop/default.deny", null, "/policies/new.yaml", 1), (dns.Tier, dns.Policy, dns.Rule, dns.File, dns.Line));
        Assert.Contains("end of tier default", dns.Reason, StringComparison.Ordinal);
        Assert.Contains("Allow UDP", dns.Fix, StringComparison.Ordinal);
        Assert.Contains("k8s-app == 'kube-dns'", dns.Fix, StringComparison.Ordinal);
        Assert.Equal(["api-server", "dns"], Refused(found));
    }

    [Fact]
    public void Two_policies_of_Kubernetes_that_isolate_a_namespace() =>
        Assert.Equal(["api-server", "dns"], Refused(Of().Publish(KubernetesPolicy("podSelector: {}\npolicyTypes: [Egress]"))));

    [Fact]
    public void DNS_allowed_by_the_port_of_its_service_where_the_pods_listen_on_another()
    {
        var dns = Pod("dns-a", "openshift-dns", "10.0.9.1", "dns.operator.openshift.io/daemonset-dns: default", "w-1", "dns", "{name: dns, containerPort: 5353, protocol: UDP}, {name: dns-tcp, containerPort: 5353}");
        var service = Service("dns-default", "openshift-dns", "dns.operator.openshift.io/daemonset-dns: default", "{name: dns, port: 53, protocol: UDP, targetPort: dns}, {name: dns-tcp, port: 53, targetPort: dns-tcp}");
        var cluster = Only(GuardedCluster.Namespace("shop"), GuardedCluster.Namespace("openshift-dns"), Node("w-1", "192.0.2.11"), dns, service, Pod("web", "shop", "10.0.2.1", "app: web", "w-1"));
        string Allow(int port) => NetworkPolicy($"types: [Egress]\negress: [{{action: Allow, protocol: UDP, destination: {{namespaceSelector: all(), ports: [{port}]}}}}, {{action: Allow, protocol: TCP, destination: {{namespaceSelector: all(), ports: [{port}]}}}}]", "default.deny");
        Assert.Equal(["dns"], Refused(cluster.Publish(Allow(53))));
        Assert.Empty(Refused(cluster.Publish(Allow(5353))));
    }

    [Fact]
    public void NodeLocal_DNS_left_out()
    {
        var cluster = Of(HostPod("node-local-dns-a", "kube-system", "192.0.2.11", "k8s-app: node-local-dns", "w-1"));
        var dns = "{action: Allow, protocol: UDP, destination: {namespaceSelector: projectcalico.org/name == 'kube-system', ports: [53]}}";
        var local = "{action: Allow, destination: {nets: [169.254.20.10/32]}}";
        Assert.Equal(["dns"], Refused(cluster.Publish(NetworkPolicy($"selector: app == 'web'\ntypes: [Egress]\negress: [{dns}]", "default.web"))));
        Assert.Empty(Refused(cluster.Publish(NetworkPolicy($"selector: app == 'web'\ntypes: [Egress]\negress: [{dns}, {local}]", "default.web"))));
    }

    [Fact]
    public void DNS_turned_away_by_its_own_pods() => Assert.Equal(["dns"], Refused(Of().Publish(
        NetworkPolicy("selector: k8s-app == 'kube-dns'\ntypes: [Ingress]\ningress: [{action: Allow, source: {namespaceSelector: projectcalico.org/name == 'shop'}}]", "default.dns", "kube-system"))));

    [Fact]
    public void DNS_without_its_upstream()
    {
        var policy = NetworkPolicy("selector: k8s-app == 'kube-dns'\ntypes: [Egress]\negress: [{action: Allow, destination: {nets: [192.0.2.10/32]}, protocol: TCP}]", "default.dns", "kube-system");
        var found = Assert.Single(Of().Publish(policy), lockout => lockout.Family == "dns-upstream" && lockout.Verdict == Verdict.Deny);
        Assert.Equal("pod kube-system/coredns-a -> the servers that DNS asks, UDP/53", found.Flow);
        Assert.StartsWith("Allow UDP/53 to the servers that DNS asks in the egress rules for kube-system/coredns-a, before kube-system/default.dns in tier default.", found.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void An_upstream_that_nobody_knows_is_uncertain_until_somebody_says_which_it_is()
    {
        var policy = NetworkPolicy("selector: k8s-app == 'kube-dns'\ntypes: [Egress]\negress: [{action: Allow, destination: {nets: [10.9.0.2/32, 192.0.2.10/32]}}]", "default.dns", "kube-system");
        var uncertain = Assert.Single(Of().Publish(policy), lockout => lockout.Refuses);
        Assert.Equal(("dns-upstream", LockoutCause.Uncertain, Verdict.Allow), (uncertain.Family, uncertain.Cause, uncertain.Before));
        Assert.Contains("addresses.dns-upstream", uncertain.Fix, StringComparison.Ordinal);
        Assert.Contains("nobody has told which are those of the servers that DNS asks", uncertain.Reason, StringComparison.Ordinal);
        Assert.Empty(Refused(Of().With(Upstream("10.9.0.2")).Publish(policy)));
        Assert.Equal(["dns-upstream"], Refused(Of().With(Upstream("10.9.0.3")).Publish(policy)));
    }

    [Fact]
    public void The_API_server_cut_by_an_egress_policy()
    {
        var dns = "{action: Allow, destination: {namespaceSelector: projectcalico.org/name == 'kube-system'}}";
        var found = Assert.Single(Of().Publish(NetworkPolicy($"types: [Egress]\negress: [{dns}]", "default.deny")));
        Assert.Equal(("api-server/shop", "pod shop/operator-a -> API servers (default/kubernetes), TCP/6443"), (found.Id, found.Flow));
        Assert.Contains("192.0.2.10/32", found.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_API_server_cut_for_accounts_that_roles_are_bound_to()
    {
        var binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: web, namespace: shop}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}\nsubjects: [{kind: ServiceAccount, name: default, namespace: shop}]\n";
        var dns = "{action: Allow, destination: {namespaceSelector: projectcalico.org/name == 'kube-system'}}";
        var found = Assert.Single(Of(binding).Publish(NetworkPolicy($"types: [Egress]\negress: [{dns}]", "default.deny")));
        Assert.Equal(("api-server/shop", 3), (found.Id, found.EndpointCount));
        Assert.Equal(["shop/web-a", "shop/web-b", "shop/db-a"], found.Endpoints);
    }

    [Fact]
    public void Calicos_API_server_cut_off_from_the_one_of_Kubernetes_which_is_a_host()
    {
        var policy = NetworkPolicy("selector: all()\ntypes: [Ingress]\ningress: [{action: Allow, source: {namespaceSelector: all()}}]", "default.deny", "calico-apiserver");
        var found = Assert.Single(Of().Publish(policy));
        Assert.Equal(("calico-apiserver/calico-apiserver", "API servers (for calico-apiserver/calico-api) -> pod calico-apiserver/calico-apiserver-a, TCP/5443"), (found.Id, found.Flow));
    }

    [Fact]
    public void A_webhook() => Assert.Equal(["webhook"], Refused(Of().Publish(NetworkPolicy("selector: all()\ntypes: [Ingress]", "default.deny", "cert-manager"))));

    [Fact]
    public void A_metrics_server() => Assert.Equal(["metrics-server"], Refused(Of().Publish(
        NetworkPolicy("selector: k8s-app == 'metrics-server'\ntypes: [Ingress]\ningress: [{action: Allow, source: {selector: all()}}]", "default.metrics", "kube-system"))));

    [Fact]
    public void Another_part_of_the_API() => Assert.Equal(["aggregated-api"], Refused(
        Of(Pod("keda-a", "batch", "10.0.3.7", "app: keda", "w-1", "keda", "{containerPort: 6443}"), Service("keda-operator-metrics-apiserver", "batch", "app: keda", "{port: 443, targetPort: 6443}"))
            .Publish(NetworkPolicy("selector: app == 'keda'\ntypes: [Ingress]", "default.keda", "batch"))));

    [Fact]
    public void Calicos_own_parts() => Assert.Equal(["calico-system"], Refused(Of().Publish(
        NetworkPolicy("selector: k8s-app == 'goldmane'\ntypes: [Ingress]\ningress: [{action: Allow, source: {namespaceSelector: projectcalico.org/name == 'shop'}}]", "default.goldmane", "calico-system"))));

    [Fact]
    public void Typha_by_a_policy_of_hosts_where_no_failsafe_keeps_it_open()
    {
        var policy = GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [5473]}}, {action: Allow}]", "default.hosts");
        Assert.Equal(["typha"], Refused(Of(Hosts, NoFailsafes).Publish(policy)));
        Assert.Empty(Refused(Of(Hosts).Publish(policy)));
    }

    [Fact]
    public void An_ingress_controller_from_outside()
    {
        var found = Assert.Single(Of().Publish(NetworkPolicy("selector: all()\ntypes: [Ingress]\ningress: [{action: Allow, source: {namespaceSelector: all()}}]", "default.deny", "ingress-nginx")));
        Assert.Equal(("ingress/ingress-nginx", "clients outside -> pod ingress-nginx/nginx-a, TCP/80, TCP/443"), (found.Id, found.Flow));
    }

    [Fact]
    public void An_ingress_controller_where_nodes_put_their_own_address_in_place_of_the_clients()
    {
        var service = Service("edge", "batch", "app: job", "{port: 80, targetPort: 8080}", "type: NodePort, ");
        var policy = NetworkPolicy("selector: app == 'job'\ntypes: [Ingress]\ningress: [{action: Allow, source: {nets: [203.0.113.0/24]}}]", "default.job", "batch");
        Assert.Equal(["ingress"], Refused(Of(service).Publish(policy)));
        Assert.Empty(Refused(Of(service.Replace("NodePort, ", "NodePort, externalTrafficPolicy: Local, ", StringComparison.Ordinal)).Publish(policy)));
    }

    [Fact]
    public void An_ingress_controller_by_its_own_egress()
    {
        var allowed = "{action: Allow, destination: {namespaceSelector: projectcalico.org/name == 'kube-system'}}, {action: Allow, destination: {nets: [192.0.2.10/32]}}";
        var found = Assert.Single(Of().Publish(NetworkPolicy($"types: [Egress]\negress: [{allowed}]", "default.deny", "ingress-nginx")), lockout => lockout.Namespaces.Contains("ingress-nginx"));
        Assert.Equal(("ingress", "pods of shop"), (found.Family, found.Flow[(found.Flow.IndexOf("-> ", StringComparison.Ordinal) + 3)..found.Flow.IndexOf(',', StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_namespace_that_no_ingress_controller_reaches_any_more()
    {
        Assert.Equal(["ingress"], Refused(Of().Publish(NetworkPolicy("types: [Ingress]\ningress: [{action: Allow, source: {selector: all()}}]", "default.deny"))));
        Assert.Empty(Refused(Of().Publish(NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, source: {selector: all()}}]", "default.db"))));
    }

    [Fact]
    public void An_ingress_controller_on_the_nodes_own_network() => Assert.Equal(["ingress"], Refused(
        Of(Hosts, HostPod("router-a", "ingress-nginx", "192.0.2.12", "app: ingress-nginx", "w-2", "{name: http, containerPort: 80}"))
            .Publish(GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [80]}}, {action: Allow}]", "default.hosts"))));

    [Fact]
    public void Cloud_metadata() => Assert.Equal(["cloud-metadata"], Refused(Of(Node("w-3", "192.0.2.13", "topology.kubernetes.io/region: eu-1")).Publish(
        GlobalNetworkPolicy("namespaceSelector: projectcalico.org/name == 'shop'\ntypes: [Egress]\negress: [{action: Deny, destination: {nets: [169.254.0.0/16]}}, {action: Allow}]", "default.metadata"))));

    [Fact]
    public void SSH_to_hosts_where_the_failsafes_were_emptied()
    {
        var policy = GlobalNetworkPolicy("selector: role == 'node'\norder: 5\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [22]}}, {action: Allow}]", "default.hosts");
        var found = Assert.Single(Of(Hosts, NoFailsafes).Publish(policy));
        Assert.Equal(("host-ssh", 3, "ingress[0]"), (found.Id, found.EndpointCount, found.Rule));
        Assert.Equal(9, found.Line);
        Assert.Contains("failsafeInboundHostPorts", found.Fix, StringComparison.Ordinal);
        Assert.Empty(Refused(Of(Hosts).Publish(policy)));
    }

    [Fact]
    public void Failsafes_that_are_emptied_while_policies_of_hosts_stand()
    {
        var policy = GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Allow, source: {nets: [192.0.2.0/24]}}]", "default.hosts");
        Assert.Contains("host-ssh", Refused(Of(Hosts, policy).Publish(NoFailsafes)));
    }

    [Theory]
    [InlineData("doNotTrack: true")]
    [InlineData("preDNAT: true")]
    public void A_port_of_the_failsafes_by_a_policy_that_comes_before_all_others(string kind)
    {
        var host = Host("w-1", "w-1", "192.0.2.11").Replace("'*'", "eth0", StringComparison.Ordinal);
        var policy = GlobalNetworkPolicy($"selector: role == 'node'\n{kind}\napplyOnForward: true\ntypes: [Ingress]\ningress: [{{action: Deny, protocol: TCP, destination: {{ports: [179]}}}}]", "default.early");
        var found = Assert.Single(Of(host, NoFailsafes).Publish(policy), lockout => lockout.Refuses && lockout.Family == "failsafe");
        Assert.Equal("other nodes -> host w-1, TCP/179", found.Flow);
        Assert.DoesNotContain("failsafe", Refused(Of(host).Publish(policy)));
    }

    [Fact]
    public void A_kubelet() => Assert.Equal(["kubelet", "metrics-server"], Refused(Of(Hosts).Publish(
        GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [10250]}}, {action: Allow}]", "default.hosts"))));

    [Fact]
    public void A_flow_of_the_operators_own_list()
    {
        var own = new LifelineOptions { OwnFlows = [new("database", new() { Namespace = "shop", Selector = "app == 'web'" }, new() { Namespace = "shop", Selector = "app == 'db'" }, Protocol.Tcp, 5432)] };
        var policy = NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, source: {selector: app == 'operator'}}]", "default.db");
        var found = Assert.Single(Of().With(own).Publish(policy));
        Assert.Equal(("own:database/shop", "2 pods of shop (shop/web-a, shop/web-b) -> pods app == 'db' of shop, TCP/5432"), (found.Id, found.Flow));
        Assert.Empty(Of().Publish(policy));
    }

    [Fact]
    public void A_new_tier_whose_end_denies()
    {
        var found = Of().Publish(Tier("security", order: 100), NetworkPolicy("tier: security\nselector: app == 'web'\ntypes: [Egress]\negress: [{action: Allow, protocol: TCP, destination: {ports: [5432]}}]", "security.web"));
        var dns = Assert.Single(found);
        Assert.Equal(("dns/shop", "security", 2), (dns.Id, dns.Tier, dns.EndpointCount));
    }

    [Fact]
    public void A_tier_whose_end_denies_from_now_on() => Assert.Equal(["dns"], Refused(
        Of(Tier("security", "Pass"), NetworkPolicy("tier: security\nselector: app == 'web'\ntypes: [Egress]\negress: [{action: Allow, protocol: TCP, destination: {ports: [5432]}}]", "security.web")).Publish(Tier("security"))));

    [Fact]
    public void The_Allow_deleted_and_not_a_Deny_added()
    {
        var allow = NetworkPolicy("selector: app == 'web'\norder: 1\ntypes: [Egress]\negress: [{action: Allow, protocol: UDP, destination: {namespaceSelector: all(), ports: [53]}}, {action: Allow, protocol: TCP, destination: {namespaceSelector: all(), ports: [53]}}]", "default.dns");
        var deny = NetworkPolicy("selector: app == 'web'\norder: 2\ntypes: [Egress]", "default.deny");
        var dns = Assert.Single(Of(allow, deny).Delete("default.dns"));
        Assert.Equal(("dns/shop", "shop/default.deny"), (dns.Id, dns.Policy));
        Assert.Contains("which the publication deletes", dns.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Keep NetworkPolicy", dns.Fix, StringComparison.Ordinal);
        Assert.Null(dns.File);
    }

    [Fact]
    public void A_HostEndpoint_without_a_profile()
    {
        var found = Of().Publish(Host("cp-1", "cp-1", "192.0.2.10", more: ""));
        Assert.Contains("calico-apiserver", Refused(found));
        Assert.Contains("webhook", Refused(found));
        Assert.DoesNotContain("host-ssh", Refused(found));
        Assert.All(found, lockout => Assert.Equal(("/policies/new.yaml", 1), (lockout.File, lockout.Line)));
        Assert.All(found.Where(lockout => lockout.Refuses), lockout => Assert.Contains("projectcalico-default-allow", lockout.Fix, StringComparison.Ordinal));
    }

    [Fact]
    public void A_default_deny_that_hits_hosts_by_accident()
    {
        var system = "'kube-system', 'calico-system', 'calico-apiserver', 'cert-manager', 'ingress-nginx', 'shop', 'batch'";
        var found = Of(Hosts).Publish(GlobalNetworkPolicy($"namespaceSelector: projectcalico.org/name not in {{{system}}}\ntypes: [Ingress, Egress]", "default.deny"));
        Assert.Equal(["calico-apiserver", "calico-system", "kubelet", "metrics-server", "webhook"], Refused(found));
        Assert.Empty(Of(Hosts).Publish(GlobalNetworkPolicy($"namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {{{system}}}\ntypes: [Ingress, Egress]", "default.deny")));
    }

    [Fact]
    public void Another_label_of_a_network_set()
    {
        string Set(string label) => $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {{name: api, labels: {{{label}}}}}\nspec: {{nets: [192.0.2.10/32]}}\n";
        var policy = NetworkPolicy("selector: app == 'operator'\ntypes: [Egress]\negress: [{action: Allow, destination: {namespaceSelector: global(), selector: role == 'api'}}, {action: Allow, destination: {namespaceSelector: all()}}]", "default.operator");
        var found = Assert.Single(Of(policy, Set("role: api")).Publish(Set("role: old")));
        Assert.Equal("api-server/shop", found.Id);
    }

    private static LifelineOptions Upstream(string address) => new() { Addresses = [new("dns-upstream", [Cidr.TryParse(address, out var block) ? block : default])] };
}
