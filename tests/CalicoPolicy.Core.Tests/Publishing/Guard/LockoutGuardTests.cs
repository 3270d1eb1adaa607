using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Snapshots;
using static CalicoPolicy.Core.Tests.Publishing.Guard.GuardedCluster;
using static CalicoPolicy.Core.Tests.Publishing.Guard.Guarding;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>What the guard makes of words that allow, of gaps, and of what it cannot check.</summary>
public class LockoutGuardTests
{
    private static readonly string Deny = NetworkPolicy("types: [Egress]", "default.deny");

    [Theory]
    [InlineData("dns")]
    [InlineData("DNS")]
    [InlineData("dns/shop")]
    [InlineData("d*")]
    [InlineData("*/shop")]
    public void A_word_allows_a_family(string word)
    {
        var dns = Assert.Single(Of().With(new() { Allowed = [word] }).Publish(Deny), lockout => lockout.Family == "dns");
        Assert.Equal((true, false, LockoutCause.Cut), (dns.IsAllowed, dns.Refuses, dns.Cause));
    }

    [Theory]
    [InlineData("dns/batch")]
    [InlineData("api-server")]
    [InlineData("dn")]
    [InlineData("")]
    public void Another_word_does_not(string word) => Assert.Contains("dns", Refused(Of().With(new() { Allowed = [word] }).Publish(Deny)));

    [Fact]
    public void What_is_allowed_in_one_namespace_is_not_in_another()
    {
        var found = Of().With(new() { Allowed = ["dns/shop"] }).Publish(GlobalNetworkPolicy("namespaceSelector: projectcalico.org/name in {'shop', 'batch'}\ntypes: [Egress]", "default.deny"));
        Assert.Equal([("dns/batch", true), ("dns/shop", false)], found.Where(lockout => lockout.Family == "dns").Select(lockout => (lockout.Id, lockout.Refuses)));
    }

    [Fact]
    public void Lockouts_of_many_namespaces_are_one()
    {
        var dns = Assert.Single(Of().Publish(GlobalNetworkPolicy("namespaceSelector: projectcalico.org/name in {'shop', 'batch'}\ntypes: [Egress]", "default.deny")), lockout => lockout.Family == "dns");
        Assert.Equal(("dns", 5, "5 pods of 2 namespaces (shop/web-a, shop/web-b, ...) -> DNS kube-system/kube-dns, UDP/53, TCP/53"), (dns.Id, dns.EndpointCount, dns.Flow));
        Assert.Equal(["batch", "shop"], dns.Namespaces);
    }

    [Fact]
    public void A_gap_makes_it_uncertain_and_is_named()
    {
        var gap = new SnapshotGap("GlobalNetworkPolicy", null, "security", "the user 'dev' lacks the right to list them.");
        var found = Of(Tier("security")).With(new(), gap).Publish(NetworkPolicy("selector: app == 'web'\ntypes: [Egress]\negress: [{action: Allow}]", "default.web"));
        var dns = Assert.Single(found, lockout => lockout.Family == "dns");
        Assert.Equal((LockoutCause.Uncertain, true, Verdict.Uncertain), (dns.Cause, dns.Refuses, dns.Verdict));
        Assert.Contains(gap.ToString(), dns.Reason, StringComparison.Ordinal);
        Assert.Equal(["shop/web-a", "shop/web-b"], dns.Endpoints);
    }

    [Fact]
    public void A_gap_that_the_publication_has_no_say_in_does_not_refuse()
    {
        var gap = new SnapshotGap("GlobalNetworkPolicy", null, "security", "the user 'dev' lacks the right to list them.");
        Assert.Empty(Of(Tier("security")).With(new(), gap).Publish(NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow}]", "default.db")));
    }

    [Theory]
    [InlineData("Pod", "kube-system", "dns")]
    [InlineData("EndpointSlice", "default", "api-server")]
    public void Lifelines_that_could_not_be_read_are_uncertain(string kind, string ns, string family)
    {
        var gap = new SnapshotGap(kind, ns, null, "the user 'dev' lacks the right to list them.");
        var cluster = Of().With(new(), gap);
        var found = Assert.Single(cluster.Publish(NetworkPolicy("selector: app == 'job'\ntypes: [Egress]\negress: [{action: Allow}]", "default.job", "batch")), lockout => lockout.Family == family && lockout.EndpointCount == 0);
        Assert.Equal((LockoutCause.Uncertain, true), (found.Cause, found.Refuses));
        Assert.Contains(gap.ToString(), found.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(family, Refused(cluster.Publish(NetworkPolicy("types: [Ingress]\ningress: [{action: Allow}]", "default.job", "batch"))));
    }

    [Fact]
    public void Services_that_could_not_be_read_matter_to_policies_of_their_namespaces()
    {
        var gap = new SnapshotGap("Service", null, null, "the user 'dev' lacks the right to list them.") { ExceptNamespaces = ["shop"] };
        var cluster = Of().With(new(), gap);
        Assert.Contains("webhook", Refused(cluster.Publish(NetworkPolicy("selector: app == 'job'\ntypes: [Ingress]\ningress: [{action: Allow}]", "default.job", "batch"))));
        Assert.Empty(Refused(cluster.Publish(NetworkPolicy("selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow}]", "default.db"))));
    }

    [Fact]
    public void Host_endpoints_that_could_not_be_read_matter_to_policies_that_may_select_them()
    {
        var gap = new SnapshotGap("HostEndpoint", null, null, "the user 'dev' lacks the right to list them.");
        var cluster = Of().With(new() { Allowed = ["api-server", "dns"] }, gap);
        Assert.DoesNotContain("host-ssh", Refused(cluster.Publish(Deny)));
        Assert.Contains("host-ssh", Refused(cluster.Publish(GlobalNetworkPolicy("selector: role == 'node'\ntypes: [Ingress]\ningress: [{action: Deny}]", "default.hosts"))));
    }

    [Fact]
    public void Where_a_tunnel_calls_for_the_API_servers_its_agents_count()
    {
        var agent = Pod("konnectivity-agent-a", "kube-system", "10.0.1.9", "k8s-app: konnectivity-agent", "w-1", "konnectivity-agent");
        var policy = NetworkPolicy("types: [Ingress]\ningress: [{action: Allow, source: {nets: [192.0.2.10/32]}}]", "default.webhook", "cert-manager");
        Assert.Empty(Refused(Of().Publish(policy)));
        Assert.Equal(["webhook"], Refused(Of(agent).Publish(policy)));
    }

    [Fact]
    public void A_flow_of_the_list_that_names_nobody_is_told_and_refuses_nothing()
    {
        var own = new LifelineOptions { OwnFlows = [new("gone", new() { Namespace = "gone" }, new() { Namespace = "shop" }, Core.Resources.Protocol.Tcp, 80)] };
        var found = Assert.Single(Of().With(own).Publish(NetworkPolicy("types: [Ingress]", "default.deny", "batch")));
        Assert.Equal(("own:gone", LockoutCause.Unmatched, false), (found.Id, found.Cause, found.Refuses));
        Assert.Contains("from: pods of gone", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_of_a_block_all_count()
    {
        var (from, to) = (new OwnLifelineEnd { Cidr = Block("198.51.100.0/24") }, new OwnLifelineEnd { Namespace = "shop", Selector = "app == 'web'" });
        var cluster = Of().With(new() { OwnFlows = [new("partner", from, to, Core.Resources.Protocol.Tcp, 8080)] });
        string Allow(string net) => NetworkPolicy($"selector: app == 'web'\ntypes: [Ingress]\ningress: [{{action: Allow, source: {{nets: [{net}]}}}}, {{action: Allow, source: {{namespaceSelector: all()}}}}]", "default.web");
        Assert.Empty(Refused(cluster.Publish(Allow("198.51.100.0/24"))));
        Assert.Equal(["own:partner"], Refused(cluster.Publish(Allow("198.51.100.128/25"))));
        Assert.Equal(["own:partner"], Refused(cluster.Publish(Allow("198.51.100.0/25"))));
    }

    [Fact]
    public void The_suggested_rules_bring_DNS_back()
    {
        var dns = Assert.Single(Of().Publish(Deny), lockout => lockout.Family == "dns");
        Assert.StartsWith("Add 'Allow UDP from any to k8s-app == 'kube-dns'", dns.Fix, StringComparison.Ordinal);
        Assert.Contains("The same for TCP/53.", dns.Fix, StringComparison.Ordinal);
        Assert.EndsWith("Where it is meant, allow it with -AllowLockout dns.", dns.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_stops_when_it_is_told_to()
    {
        using var source = new CancellationTokenSource();
        var before = Of().Before;
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => LockoutGuard.Check(before, before, new(), source.Token));
    }

    [Fact]
    public void The_words_of_all_families_are_known() => Assert.Equal(
        [
            "dns", "dns-upstream", "api-server", "calico-apiserver", "aggregated-api", "webhook", "metrics-server", "calico-system", "typha", "ingress", "cloud-metadata", "host-ssh", "failsafe",
            "kubelet",
        ],
        LifelineOptions.Families);

    [Fact]
    public void A_pod_on_its_own_node_reaches_its_API_server_as_before()
    {
        var operatorOnServer = Pod("watcher", "shop", "10.0.2.9", "app: watcher", "cp-1", "watcher");
        Assert.Empty(Refused(Of(operatorOnServer).Publish(NetworkPolicy("selector: app == 'watcher'\ntypes: [Ingress]\ningress: [{action: Allow}]", "default.watcher"))));
    }

    private static Core.Resources.Cidr Block(string text) => Core.Resources.Cidr.TryParse(text, out var block) ? block : throw new FormatException(text);
}
