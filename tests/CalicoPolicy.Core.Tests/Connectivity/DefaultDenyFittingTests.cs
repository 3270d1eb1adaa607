using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Connectivity;

public class DefaultDenyFittingTests
{
    private const string Shop = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web} }
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}

        """;

    private const string KubeDns = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns} }
        spec: {clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10, 'fd00:96::a'], selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 53}, {name: dns-tcp, port: 53, protocol: TCP, targetPort: 53}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns} }
        spec: {nodeName: n1, containers: [{name: c, ports: [{name: dns, containerPort: 53, protocol: UDP}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.53}]}

        """;

    private const string OpenShift = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: dns-default, namespace: openshift-dns}
        spec: {clusterIP: 172.30.0.10, clusterIPs: [172.30.0.10], selector: {dns.operator.openshift.io/daemonset-dns: default}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: dns}, {name: dns-tcp, port: 53, protocol: TCP, targetPort: dns-tcp}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: dns-x, namespace: openshift-dns, labels: {dns.operator.openshift.io/daemonset-dns: default} }
        spec: {nodeName: n1, containers: [{name: dns, ports: [{name: dns, containerPort: 5353, protocol: UDP}, {name: dns-tcp, containerPort: 5353, protocol: TCP}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.54}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: dns-default-1, namespace: openshift-dns, labels: {kubernetes.io/service-name: dns-default} }
        addressType: IPv4
        ports: [{name: dns, port: 5353, protocol: UDP}, {name: dns-tcp, port: 5353, protocol: TCP}]
        endpoints: [{addresses: [10.0.0.54]}]

        """;

    private const string OwnPort = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: rke-dns, namespace: kube-system}
        spec: {clusterIP: 10.43.0.10, clusterIPs: [10.43.0.10], selector: {app: coredns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 1053}, {name: dns-tcp, port: 53, protocol: TCP, targetPort: 1053}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: coredns, namespace: kube-system, labels: {app: coredns} }
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.55}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: rke-dns-1, namespace: kube-system, labels: {kubernetes.io/service-name: rke-dns} }
        addressType: IPv4
        ports: [{name: dns, port: 1053, protocol: UDP}, {name: dns-tcp, port: 1053, protocol: TCP}]
        endpoints: [{addresses: [10.0.0.55]}]

        """;

    private const string Cache = """
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: node-local-dns, namespace: kube-system}
        spec: {selector: {matchLabels: {k8s-app: node-local-dns} }, template: {metadata: {labels: {k8s-app: node-local-dns} }, spec: {hostNetwork: true, containers: [{name: c}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: kube-dns-upstream, namespace: kube-system}
        spec: {clusterIP: 10.96.0.99, clusterIPs: [10.96.0.99], selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 53}]}

        """;

    [Theory]
    [InlineData(KubeDns, "10.0.0.53", 53)]
    [InlineData(OpenShift, "10.0.0.54", 5353)]
    [InlineData(OwnPort, "10.0.0.55", 1053)]
    [InlineData(KubeDns + Cache, "169.254.20.10", 53)]
    [InlineData(KubeDns + Cache, "10.96.0.10", 53)]
    public void Pods_ask_for_names_where_the_cluster_answers_and_reach_nothing_else(string dns, string server, int port)
    {
        var snapshot = Live(Shop + dns);
        var fitted = Fit(new() { IsEnforced = true }, snapshot);
        Assert.Empty(fitted.Warnings);
        var engine = PolicyEngine.Compile(snapshot.With([fitted.Template!.ToPolicy()], cancellationToken: TestContext.Current.CancellationToken), null, TestContext.Current.CancellationToken);
        var names = new FlowEndNames(engine.Snapshot);
        Verdict Ask(string to, Protocol protocol, int at) => engine.Decide(new(names.Find("shop/web").Ends[0], names.Find(to).Ends[0], protocol) { SourcePort = 40000, DestinationPort = at });
        Assert.Equal((Verdict.Allow, Verdict.Allow), (Ask(server, Protocol.Udp, port), Ask(server, Protocol.Tcp, port)));
        Assert.Equal((Verdict.Deny, Verdict.Deny), (Ask(server, Protocol.Tcp, port + 1), Ask("203.0.113.7", Protocol.Udp, 53)));
        Assert.Empty(Input.Judge([fitted.Template!.ToPolicy()], new() { MinimumSeverity = FindingSeverity.Medium }).Select(finding => finding.ToString()));
    }

    [Theory]
    [InlineData(KubeDns, DnsMode.KubeDns, "")]
    [InlineData(KubeDns, DnsMode.OpenShift, "service kube-system/kube-dns")]
    [InlineData(KubeDns, DnsMode.NodeLocal, "service kube-system/kube-dns")]
    [InlineData(KubeDns, DnsMode.None, "")]
    [InlineData(OpenShift, DnsMode.OpenShift, "")]
    [InlineData(OpenShift, DnsMode.KubeDns, "service openshift-dns/dns-default of OpenShift")]
    [InlineData(OwnPort, DnsMode.KubeDns, "service kube-system/rke-dns, whose pods carry app=coredns and listen on 1053")]
    [InlineData(KubeDns + Cache, DnsMode.NodeLocal, "")]
    [InlineData(KubeDns + Cache, DnsMode.KubeDns, "NodeLocal DNSCache (DaemonSet kube-system/node-local-dns) for service kube-system/kube-dns at 10.96.0.10")]
    public void A_mode_that_the_cluster_contradicts_is_a_problem_that_says_what_is_there(string dns, DnsMode mode, string expected)
    {
        var fitted = DefaultDenyFitting.Fit(new() { DnsMode = mode }, isModeGiven: true, Live(Shop + dns));
        Assert.Equal(expected.Length == 0, fitted.Problem is null);
        if (expected.Length == 0) return;
        Assert.Equal(DefaultDenyProblemCode.DnsContradiction, fitted.Problem!.Code);
        Assert.Contains(expected, fitted.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_are_given_must_be_those_of_the_cluster()
    {
        DefaultDeny Wanted(params string[] addresses) => new() { DnsMode = DnsMode.NodeLocal, DnsAddresses = addresses };
        var snapshot = Live(Shop + KubeDns + Cache);
        Assert.Equal(["10.96.0.10", "fd00:96::a"], DefaultDenyFitting.Fit(Wanted(), true, snapshot).Template!.DnsAddresses);
        Assert.Null(DefaultDenyFitting.Fit(Wanted("10.96.0.10", "fd00:96:0::a"), true, snapshot).Problem);
        Assert.Contains("fd00:96::a", DefaultDenyFitting.Fit(Wanted("10.96.0.10"), true, snapshot).Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(DefaultDenyProblemCode.DnsUnknown, DefaultDenyFitting.Fit(Wanted(), true, Live(Shop + Cache.Replace("kube-dns-upstream", "x", StringComparison.Ordinal).Replace("port: 53,", "port: 54,", StringComparison.Ordinal))).Problem!.Code);
    }

    [Fact]
    public void Where_DNS_is_not_known_nothing_is_guessed_of_a_cluster_and_files_are_a_warning()
    {
        Assert.Equal(DefaultDenyProblemCode.DnsUnknown, Fit(new(), Live(Shop)).Problem!.Code);
        var refused = Fit(new(), Live(Shop, new SnapshotGap("Service", null, null, "the user 'eve' lacks the right to list services.")));
        Assert.Equal(DefaultDenyProblemCode.DnsUnknown, refused.Problem!.Code);
        Assert.Contains("lacks the right to list services", refused.Problem.Message, StringComparison.Ordinal);
        var files = Fit(new(), PolicySnapshot.Of(Input.Read(Shop), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((DnsMode.KubeDns, 1), (files.Template!.DnsMode, files.Warnings.Count));
        Assert.Contains("lacks", Assert.Single(Fit(new(), Live(Shop + KubeDns, new SnapshotGap("DaemonSet", null, null, "the user 'eve' lacks a right."))).Warnings), StringComparison.Ordinal);
        Assert.Contains("lacks", Assert.Single(DefaultDenyFitting.Fit(new(), true, Live(Shop, new SnapshotGap("Service", null, null, "the user lacks it."))).Warnings), StringComparison.Ordinal);
        Assert.Empty(Fit(new(), Live(Shop + KubeDns, new SnapshotGap("Pod", "other", null, "no."))).Warnings);
    }

    [Fact]
    public void Namespaces_of_the_system_that_are_there_are_left_out_by_name()
    {
        var more = string.Concat(((string[])["kube-flannel", "calico-cloud", "kube-system", "tigera-x", "cubes"]).Select(ns => $"---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: {ns}}}\n"));
        var fitted = Fit(new(), Live(Shop + KubeDns + more));
        Assert.Equal(["calico-cloud", "kube-flannel"], fitted.Template!.ExcludedNamespaces.Select(pattern => pattern.ToString()));
        Assert.Contains(fitted.Notes, note => note.Contains("kube-flannel", StringComparison.Ordinal));
        Assert.Contains("'calico-apiserver', 'calico-cloud', 'calico-system', 'kube-flannel'", ((GlobalPolicy)fitted.Template.ToPolicy()).NamespaceSelector, StringComparison.Ordinal);
        Assert.Empty(Fit(new() { Namespace = "shop" }, Live(Shop + KubeDns + more)).Template!.ExcludedNamespaces);
    }

    [Fact]
    public void A_host_endpoint_that_would_be_selected_is_a_problem()
    {
        const string Host = "---\napiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: n1-eth0}\nspec: {node: n1, interfaceName: eth0, expectedIPs: [192.168.0.1], profiles: [PROFILE]}\n";
        Assert.Null(Fit(new(), Live(Shop + KubeDns + Host.Replace("PROFILE", "projectcalico-default-allow", StringComparison.Ordinal))).Problem);
        var selected = Live(Shop + KubeDns + Host.Replace("PROFILE", "kns.shop", StringComparison.Ordinal));
        var fitted = Fit(new(), selected);
        Assert.Equal(DefaultDenyProblemCode.HostEndpointSelected, fitted.Problem!.Code);
        Assert.Contains("HostEndpoint n1-eth0", fitted.Problem.Message, StringComparison.Ordinal);
        Assert.Null(Fit(new() { Namespace = "shop" }, selected).Problem);
        Assert.True(NamespacePattern.TryParse("shop", out var shop));
        Assert.Null(Fit(new() { ExcludedNamespaces = [shop] }, selected).Problem);
        Assert.Contains("HostEndpoint objects", Assert.Single(Fit(new(), Live(Shop + KubeDns, new SnapshotGap("HostEndpoint", null, null, "refused."))).Warnings), StringComparison.Ordinal);
    }

    private static FittedDefaultDeny Fit(DefaultDeny wanted, PolicySnapshot snapshot) => DefaultDenyFitting.Fit(wanted, isModeGiven: false, snapshot);

    private static PolicySnapshot Live(string yaml, params SnapshotGap[] gaps) => PolicySnapshot.Of(Input.Read(yaml), new() { IsLive = true, IsComplete = true, Gaps = gaps }, TestContext.Current.CancellationToken);
}
