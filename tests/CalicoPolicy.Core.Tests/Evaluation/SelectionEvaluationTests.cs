using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Whom policies select, and by which labels (calico-dataplane.md 1.6, calico-policy.md 1.13 and 2.5): Deny where the policy applies.</summary>
public class SelectionEvaluationTests
{
    private const string ToDb = "web -> db TCP 5432";
    private const string ToHost = "203.0.113.7 -> node TCP 9000";
    private const string Host = "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node, labels: {role: node}}\nspec: {node: n9, interfaceName: eth0, expectedIPs: [192.0.2.9], profiles: [projectcalico-default-allow]}\n";
    private const string Account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: store, namespace: data, labels: {team: red}}\n";

    [Theory]
    [InlineData("projectcalico.org/namespace == 'data'", Verdict.Deny)]
    [InlineData("projectcalico.org/namespace == 'shop'", Verdict.Allow)]
    [InlineData("projectcalico.org/orchestrator == 'k8s'", Verdict.Deny)]
    [InlineData("projectcalico.org/serviceaccount == 'store'", Verdict.Deny)]
    [InlineData("projectcalico.org/name == 'data'", Verdict.Allow)]
    [InlineData("pcns.env == 'test'", Verdict.Deny)]
    [InlineData("pcsa.team == 'red'", Verdict.Deny)]
    public void Pods_have_automatic_labels_and_inherit_those_of_namespace_and_service_account(string selector, Verdict expected) =>
        Assert.Equal(expected, Decide(ToDb, Account, GlobalNetworkPolicy($"selector: {selector}\ntypes: [Ingress]")));

    [Theory]
    [InlineData("pcns.env == 'mine'")]
    [InlineData("pcsa.team == 'mine'")]
    public void Own_labels_of_a_pod_that_look_inherited_do_not_count(string selector) => Assert.Equal(Verdict.Allow, Decide(
        "web -> odd TCP 80",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: odd, namespace: data, labels: {pcns.env: mine, pcsa.team: mine}}\nspec: {nodeName: n2, containers: [{name: c}]}\nstatus: {phase: Running, podIPs: [{ip: 10.0.0.9}]}\n",
        GlobalNetworkPolicy($"selector: {selector}\ntypes: [Ingress]")));

    [Theory]
    [InlineData("data", "", Verdict.Deny)]
    [InlineData("data", "app == 'db'", Verdict.Deny)]
    [InlineData("data", "app == 'web'", Verdict.Allow)]
    [InlineData("data", "app == 'web' || app == 'db'", Verdict.Deny)]
    [InlineData("shop", "", Verdict.Allow)]
    [InlineData("shop", "app == 'web' || app == 'db'", Verdict.Allow)]
    public void A_policy_of_a_namespace_selects_there_alone(string ns, string selector, Verdict expected) =>
        Assert.Equal(expected, Decide(ToDb, NetworkPolicy($"selector: \"{selector}\"\ntypes: [Ingress]", "p", ns)));

    [Theory]
    [InlineData("team == 'red'", Verdict.Deny)]
    [InlineData("projectcalico.org/name == 'store'", Verdict.Deny)]
    [InlineData("team == 'blue'", Verdict.Allow)]
    [InlineData("all()", Verdict.Deny)]
    public void A_serviceAccountSelector_looks_at_labels_of_service_accounts(string selector, Verdict expected)
    {
        Assert.Equal(expected, Decide(ToDb, Account, NetworkPolicy($"serviceAccountSelector: {selector}\ntypes: [Ingress]", "p", "data")));
        Assert.Equal(expected, Decide(ToDb, Account, GlobalNetworkPolicy($"serviceAccountSelector: {selector}\ntypes: [Ingress]")));
    }

    [Theory]
    [InlineData("env == 'test'", Verdict.Deny)]
    [InlineData("env == 'live'", Verdict.Allow)]
    [InlineData("projectcalico.org/name == 'data'", Verdict.Deny)]
    [InlineData("kubernetes.io/metadata.name == 'data'", Verdict.Deny)]
    [InlineData("projectcalico.org/namespace == 'data'", Verdict.Allow)]
    public void A_namespaceSelector_looks_at_labels_of_namespaces(string selector, Verdict expected) =>
        Assert.Equal(expected, Decide(ToDb, GlobalNetworkPolicy($"namespaceSelector: {selector}\ntypes: [Ingress]")));

    [Theory]
    [InlineData("", Verdict.Deny)]
    [InlineData("selector: all()", Verdict.Deny)]
    [InlineData("selector: role == 'node'", Verdict.Deny)]
    [InlineData("namespaceSelector: all()", Verdict.Allow)]
    [InlineData("selector: all()\nnamespaceSelector: all()", Verdict.Allow)]
    [InlineData("namespaceSelector: env == 'live'", Verdict.Allow)]
    [InlineData("namespaceSelector: env != 'live'", Verdict.Deny)]
    [InlineData("namespaceSelector: env not in {'live'}", Verdict.Deny)]
    [InlineData("namespaceSelector: '!has(env)'", Verdict.Deny)]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && env != 'live'", Verdict.Allow)]
    [InlineData("serviceAccountSelector: all()", Verdict.Allow)]
    [InlineData("selector: all()\nserviceAccountSelector: team != 'red'", Verdict.Allow)]
    public void Global_policies_select_hosts_too_unless_they_ask_for_a_namespace(string spec, Verdict expected) =>
        Assert.Equal(expected, Decide(ToHost, Host, GlobalNetworkPolicy($"{(spec.Length == 0 ? "" : spec + "\n")}types: [Ingress]")));

    [Fact]
    public void All_that_is_written_with_a_space_is_not_replaced()
    {
        // Calico replaces the text "all()" by "has a namespace" only as it stands.
        Assert.Equal(Verdict.Allow, Decide(ToHost, Host, GlobalNetworkPolicy("selector: all()\nnamespaceSelector: env != 'live'\ntypes: [Ingress]")));
        Assert.Equal(Verdict.Deny, Decide(ToHost, Host, GlobalNetworkPolicy("selector: all( )\nnamespaceSelector: env != 'live'\ntypes: [Ingress]")));
    }

    [Theory]
    [InlineData("selector: all()")]
    [InlineData("selector: role == 'node'")]
    public void Policies_of_a_namespace_never_select_hosts(string spec) => Assert.Equal(Verdict.Allow, Decide(ToHost, Host, NetworkPolicy($"{spec}\ntypes: [Ingress]", "p", "default")));

    [Theory]
    [InlineData("doNotTrack: true\napplyOnForward: true", Verdict.Allow)]
    [InlineData("preDNAT: true\napplyOnForward: true", Verdict.Allow)]
    [InlineData("applyOnForward: true", Verdict.Deny)]
    public void Untracked_and_preDNAT_policies_are_for_hosts_alone_and_those_for_forwarded_traffic_for_pods_too(string spec, Verdict expected) =>
        Assert.Equal(expected, Decide(ToDb, GlobalNetworkPolicy($"selector: app == 'db'\n{spec}\ntypes: [Ingress]")));

    [Theory]
    [InlineData("selector: net == 'own'", Verdict.Allow)]
    [InlineData("selector: projectcalico.org/namespace == 'data'", Verdict.Allow)]
    [InlineData("namespaceSelector: env == 'test', selector: has(net)", Verdict.Allow)]
    [InlineData("namespaceSelector: env == 'live', selector: has(net)", Verdict.Deny)]
    [InlineData("namespaceSelector: global(), selector: has(net)", Verdict.Deny)]
    [InlineData("serviceAccounts: {names: [store]}", Verdict.Deny)]
    public void A_set_of_a_namespace_is_in_it_and_inherits_its_labels(string source, Verdict expected) => Assert.Equal(expected, Decide(
        "203.0.113.7 -> db TCP 5432",
        "apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: {name: own, namespace: data, labels: {net: own}}\nspec: {nets: [203.0.113.0/24]}\n",
        GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, source: {{{source}}}}}]")));

    [Theory]
    [InlineData("selector: app == 'web'", Verdict.Allow)]
    [InlineData("namespaceSelector: env == 'live'", Verdict.Allow)]
    [InlineData("namespaceSelector: env == 'live', selector: app == 'web'", Verdict.Allow)]
    [InlineData("namespaceSelector: env == 'test', selector: app == 'web'", Verdict.Deny)]
    [InlineData("serviceAccounts: {names: [default]}", Verdict.Allow)]
    [InlineData("serviceAccounts: {names: [store]}", Verdict.Deny)]
    [InlineData("serviceAccounts: {names: [default], selector: team == 'red'}", Verdict.Deny)]
    [InlineData("namespaceSelector: '!all()'", Verdict.Deny)]
    public void A_rule_of_a_global_policy_is_for_all_namespaces(string source, Verdict expected) =>
        Assert.Equal(expected, Decide(ToDb, Account, GlobalNetworkPolicy($"selector: app == 'db'\ningress: [{{action: Allow, source: {{{source}}}}}]")));

    [Fact]
    public void A_notSelector_is_not_limited_to_the_namespace()
    {
        var policy = NetworkPolicy("ingress: [{action: Allow, source: {namespaceSelector: all(), notSelector: app == 'web'}}]", "p", "data");
        Assert.Equal(Verdict.Deny, Decide(ToDb, policy));
    }

    [Fact]
    public void A_policy_with_a_selector_that_is_none_is_missing() =>
        Assert.Equal(Verdict.Allow, Decide(ToDb, GlobalNetworkPolicy("selector: \"app = 'db'\"\ntypes: [Ingress]")));
}
