using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Answers to questions about flows by name.</summary>
public class FlowTracerTests
{
    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-1, namespace: shop, labels: {app: web}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-x, controller: true, uid: u}]}
        spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-2, namespace: shop, labels: {app: web, canary: 'yes'}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-x, controller: true, uid: u}]}
        spec: {nodeName: n2, containers: [{name: c, ports: [{name: http, containerPort: 9090}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.2}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: shop, labels: {app: client}}
        spec: {nodeName: n2, containers: [{name: c}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.9}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2}
        status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {clusterIP: 10.96.0.7, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}

        """;

    [Fact]
    public void A_service_leads_to_the_target_port_of_each_backend()
    {
        var answer = Single("client", "svc/shop/web", 80);
        Assert.Equal(["Service shop/web leads to shop/web-1:8080, shop/web-2:9090.", "The answer is the same for 2 pairs of ends; shown is the first."], answer.Notes);
        Assert.Equal((2, 8080, 80, "svc/shop/web"), (answer.FlowCount, answer.Flow.DestinationPort, answer.Port, answer.Destination));
    }

    [Fact]
    public void The_only_port_of_a_service_need_not_be_given() => Assert.Equal(8080, Single("client", "svc/shop/web", null).Flow.DestinationPort);

    [Fact]
    public void Backends_with_different_verdicts_are_an_answer_for_each_verdict()
    {
        var answers = Ask(new("shop/client", "svc/shop/web") { Port = 80 }, Rules.Yaml.NetworkPolicy("selector: has(canary)\ntypes: [Ingress]", "default.canary"));
        Assert.Equal(["Allow shop/web-1", "Deny shop/web-2"], answers.Select(answer => $"{answer.Verdict} {answer.Flow.Destination}"));
    }

    [Fact]
    public void Pods_of_a_workload_with_different_verdicts_are_named()
    {
        var answers = Ask(new("shop/web", "shop/client") { Port = 1 }, Rules.Yaml.NetworkPolicy("selector: has(canary)\ntypes: [Egress]", "default.canary"));
        Assert.Equal(["shop/web-1 -> shop/client TCP/1: Allow", "shop/web-2 -> shop/client TCP/1: Deny"], answers.Select(answer => answer.ToString()));
    }

    [Fact]
    public void Slices_come_before_the_selector()
    {
        var answer = Single("client", "svc/shop/web", 80, """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-a, namespace: shop, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            endpoints: [{addresses: [10.0.0.2]}]
            ports: [{name: http, port: 9090, protocol: TCP}]
            """);
        Assert.Equal((1, "shop/web-2", 9090), (answer.FlowCount, answer.Flow.Destination.ToString(), answer.Flow.DestinationPort));
    }

    [Theory]
    [InlineData("svc/shop/web", 8080, "Service shop/web has no port TCP/8080; it has the ports TCP/80 (http).")]
    [InlineData("shop/web", 70000, "There is no port 70000.")]
    [InlineData("shop/web", 0, "There is no port 0.")]
    public void A_port_that_there_is_not_is_an_error(string destination, int port, string message)
    {
        var exception = Assert.Throws<FlowQuestionException>(() => Ask(new("shop/client", destination) { Port = port }));
        Assert.Equal((message, FlowQuestionFault.Impossible), (exception.Message, exception.Fault));
    }

    [Fact]
    public void Source_ports_and_ICMP_types_have_their_ranges_too()
    {
        Assert.Equal("There is no port -1.", Assert.Throws<FlowQuestionException>(() => Ask(new("shop/client", "shop/web") { SourcePort = -1 })).Message);
        Assert.Equal("There is no ICMP type 256.", Assert.Throws<FlowQuestionException>(() => Ask(new("shop/client", "shop/web") { Protocol = Protocol.Icmp, IcmpType = 256 })).Message);
    }

    [Fact]
    public void A_service_with_nothing_behind_it_is_an_error()
    {
        var service = "apiVersion: v1\nkind: Service\nmetadata: {name: empty, namespace: shop}\nspec: {selector: {app: nobody}, ports: [{port: 80}]}\n";
        Assert.StartsWith("The snapshot has nothing behind port 80 of Service shop/empty.", Assert.Throws<FlowQuestionException>(() => Ask(new("shop/client", "svc/shop/empty"), service)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_protocol_without_ports_takes_none_of_a_record() =>
        Assert.Null(Assert.Single(Ask(new("shop/client", "shop/web-1") { Protocol = Protocol.Icmp, Port = 0 })).Flow.DestinationPort);

    [Fact]
    public void A_pods_traffic_to_itself_is_left_out_where_there_is_other() =>
        Assert.Equal(2, Assert.Single(Ask(new("shop/web", "shop/web") { Port = 1 })).FlowCount);

    [Fact]
    public void Traffic_through_a_node_has_the_nodes_address()
    {
        var answer = Assert.Single(Ask(new("203.0.113.9", "shop/web-1") { Port = 8080, Node = "n2" }, OnlyFrom("192.168.0.2/32")));
        Assert.Equal((Verdict.Allow, "n2", "203.0.113.9"), (answer.Verdict, answer.Flow.EntersThrough, answer.Source));
        Assert.Equal(["The packet arrives from the address of node n2, which puts its own in place of the client's."], answer.Notes);
        Assert.Equal(Verdict.Deny, Assert.Single(Ask(new("203.0.113.9", "shop/web-1") { Port = 8080, Node = "n2" }, OnlyFrom("203.0.113.9/32"))).Verdict);
    }

    [Fact]
    public void On_the_node_that_it_enters_through_policy_sees_the_client()
    {
        var answer = Assert.Single(Ask(new("203.0.113.9", "shop/web-1") { Port = 8080, Node = "n1" }, OnlyFrom("203.0.113.9/32")));
        Assert.Equal(Verdict.Allow, answer.Verdict);
        Assert.Equal(["Through node n1, which shop/web-1 runs on, the packet meets policy with the client's address."], answer.Notes);
    }

    [Fact]
    public void A_node_that_there_is_not_is_an_error() => Assert.Equal(
        "There is no node n3 in the snapshot.", Assert.Throws<FlowQuestionException>(() => Ask(new("203.0.113.9", "shop/web-1") { Node = "n3" })).Message);

    [Fact]
    public void What_is_inside_takes_no_detour_through_a_node() => Assert.Equal(
        ["shop/client is in the cluster: it sends without a detour through node n1."], Assert.Single(Ask(new("shop/client", "shop/web-1") { Port = 80, Node = "n1" })).Notes);

    [Fact]
    public void To_a_service_that_is_exposed_outside_sends_through_any_node()
    {
        var answers = Ask(new("203.0.113.9", "svc/shop/front") { Port = 80 }, Exposed("NodePort", "Cluster"), OnlyFrom("192.168.0.0/16"));
        Assert.Equal(["Deny n1 shop/web-1", "Allow n2 shop/web-1"], answers.Select(answer => $"{answer.Verdict} {answer.Flow.EntersThrough} {answer.Flow.Destination}"));
        Assert.All(answers, answer => Assert.Equal(2, answer.FlowCount));
    }

    [Fact]
    public void With_policy_Local_the_client_keeps_its_address()
    {
        var answer = Assert.Single(Ask(new("203.0.113.9", "svc/shop/front") { Port = 80, Node = "n2" }, Exposed("LoadBalancer", "Local"), OnlyFrom("203.0.113.9/32")));
        Assert.Equal(Verdict.Allow, answer.Verdict);
        Assert.Contains("Service shop/front keeps the client's address (externalTrafficPolicy Local).", answer.Notes);
    }

    [Fact]
    public void Pods_inside_keep_their_address_on_the_way_to_an_exposed_service() =>
        Assert.Equal("shop/client", Assert.Single(Ask(new("shop/client", "svc/shop/front") { Port = 80 }, Exposed("NodePort", "Cluster"))).Flow.Source.ToString());

    [Fact]
    public void Without_a_known_node_the_address_is_not_known()
    {
        var cluster = Cluster.Replace("kind: Node\n", "kind: ServiceAccount\n", StringComparison.Ordinal).Replace("status: {addresses", "x: {addresses", StringComparison.Ordinal)
            .Replace("nodeName: n1, ", string.Empty, StringComparison.Ordinal).Replace("nodeName: n2, ", string.Empty, StringComparison.Ordinal);
        var answer = Assert.Single(Create(PolicyView.PendingCalico, cluster, Exposed("NodePort", "Cluster"), OnlyFrom("203.0.113.9/32")).Ask(new("203.0.113.9", "svc/shop/front") { Port = 80 }, TestContext.Current.CancellationToken));
        Assert.Equal(Verdict.Uncertain, answer.Verdict);
        Assert.True(answer.Unknowns.HasFlag(Unknowns.Address));
    }

    [Theory]
    [InlineData(PolicyView.PendingCalico, Verdict.Allow)]
    [InlineData(PolicyView.PendingIntended, Verdict.Deny)]
    public void Pending_stands_beside_or_in_place(PolicyView mode, Verdict pending)
    {
        var answer = Assert.Single(Create(mode, Cluster, OnlyFrom("10.0.0.9/32"), Rules.Yaml.NetworkPolicy("selector: app == 'web'\ntypes: [Ingress]", "default.only", kind: "StagedNetworkPolicy"))
            .Ask(new("shop/client", "shop/web-1") { Port = 80 }, TestContext.Current.CancellationToken));
        Assert.Equal((Verdict.Allow, pending, pending != Verdict.Allow), (answer.Verdict, answer.PendingVerdict, answer.IsPendingDifferent));
        Assert.Contains(pending == Verdict.Deny ? "StagedNetworkPolicy shop/default.only" : "Allow by NetworkPolicy shop/default.only", answer.PendingReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_denied_flow_tells_both_sides_that_deny_it()
    {
        var answer = Assert.Single(Ask(new("shop/client", "shop/web-1") { Port = 80 }, OnlyFrom("203.0.113.9/32"), Rules.Yaml.NetworkPolicy("selector: app == 'client'\ntypes: [Egress]\negress: [{action: Deny}]", "default.client")));
        Assert.Equal(
            "Egress of shop/client: Deny by NetworkPolicy shop/default.client spec.egress[0] in tier default (line 10); Ingress of shop/web-1: Deny at the end of tier default because of NetworkPolicy shop/default.only.",
            System.Text.RegularExpressions.Regex.Replace(answer.Reason, @"\(line \d+\)", "(line 10)"));
        Assert.Equal(("default", "shop/default.client", "egress[0]"), (answer.EgressTier, answer.EgressPolicy, answer.EgressRule));
        Assert.Equal(("default", "shop/default.only", null), (answer.IngressTier, answer.IngressPolicy, answer.IngressRule));
        Assert.Equal("shop/default.client egress[0]", answer.DecidedBy);
        Assert.Equal(["Deny at the end of tier default (shop/default.only)"], answer.IngressSteps);
    }

    [Fact]
    public void What_is_uncertain_tells_what_is_not_known_and_what_to_do()
    {
        var answer = Assert.Single(Ask(new("shop/client", "shop/web-1"), Rules.Yaml.NetworkPolicy("selector: app == 'web'\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]", "default.web")));
        Assert.Equal((Verdict.Uncertain, Unknowns.DestinationPort), (answer.Verdict, answer.Unknowns));
        Assert.Equal("Rules name ports, and the flow's is not given. Give the port.", answer.Reason);
        Assert.Equal(["maybe Allow by shop/default.web ingress[0]", "Deny at the end of tier default (shop/default.web)"], answer.IngressSteps.Select(step => step.Split(" (line ")[0]));
    }

    [Fact]
    public void Traffic_of_a_pod_to_its_own_node_is_uncertain_and_says_why()
    {
        var answer = Assert.Single(Ask(new("shop/client", "node/n2") { Port = 10250 }));
        Assert.Equal((Verdict.Uncertain, Unknowns.HostAction), (answer.Verdict, answer.Unknowns));
        Assert.Contains("FelixConfiguration", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP", Verdict.Deny, "Ingress: Felix drops what pods send to their own node (defaultEndpointToHostAction), and no policy changes that.")]
    [InlineData("ACCEPT", Verdict.Allow, "Egress of shop/client: Allow by profile kns.shop; Ingress: Felix accepts what pods send to their own node (defaultEndpointToHostAction), whatever policies of the node say.")]
    public void Traffic_of_a_pod_to_its_own_node_is_decided_by_what_Felix_is_told(string action, Verdict verdict, string reason)
    {
        var answer = Assert.Single(Ask(new("shop/client", "node/n2") { Port = 10250 }, """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: calico-node, namespace: kube-system}
            spec: {template: {metadata: {}, spec: {hostNetwork: true, containers: [{name: calico-node, env: [{name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: WORD}]}]}}}
            """.Replace("WORD", action, StringComparison.Ordinal)));
        Assert.Equal((verdict, reason, "defaultEndpointToHostAction"), (answer.Verdict, answer.Reason, answer.DecidedBy));
    }

    [Fact]
    public void Every_unknown_has_words() => Assert.All(
        Enum.GetValues<Unknowns>().Where(unknown => unknown != Unknowns.None), unknown => Assert.Equal(unknown, Assert.Single(UnknownWord.Of(unknown)).Unknown));

    private static string OnlyFrom(string net) =>
        Rules.Yaml.NetworkPolicy($"selector: app == 'web'\ntypes: [Ingress]\ningress: [{{action: Allow, source: {{nets: [{net}]}}}}]", "default.only");

    private static string Exposed(string type, string policy) =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: front, namespace: shop}}\nspec: {{type: {type}, externalTrafficPolicy: {policy}, selector: {{app: web}}, ports: [{{port: 80, targetPort: 8080}}]}}\n";

    private static FlowAnswer Single(string source, string destination, int? port, params string[] documents) =>
        Assert.Single(Ask(new($"shop/{source}", destination) { Port = port }, documents));

    private static IReadOnlyList<FlowAnswer> Ask(FlowQuestion question, params string[] documents) =>
        Create(PolicyView.PendingCalico, Cluster, documents).Ask(question, TestContext.Current.CancellationToken);

    private static FlowTracer Create(PolicyView mode, string cluster, params string[] documents) => FlowTracer.Create(
        PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents([cluster, .. documents])), new() { IsComplete = true }, TestContext.Current.CancellationToken),
        new() { Pending = mode },
        TestContext.Current.CancellationToken);
}
