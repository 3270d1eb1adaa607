using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Policies of Kubernetes as Calico evaluates them (calico-dataplane.md 3.7 and 3.8, decisions 2 and 29).</summary>
public class KubernetesEvaluationTests
{
    private const string Flow = "web -> db TCP 5432";

    [Theory]
    [InlineData("podSelector: {}", Verdict.Deny)]
    [InlineData("podSelector: {matchLabels: {app: other}}", Verdict.Allow)]
    [InlineData("podSelector: {}\negress: [{}]", Verdict.Deny)]
    [InlineData("podSelector: {}\npolicyTypes: [Egress]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{}]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{from: [{podSelector: {}}]}]", Verdict.Deny)]
    [InlineData("podSelector: {}\ningress: [{from: [{namespaceSelector: {}}]}]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{from: [{namespaceSelector: {matchLabels: {env: live}}, podSelector: {matchLabels: {app: web}}}]}]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 10.0.0.0/24, except: [10.0.0.1/32]}}]}]", Verdict.Deny)]
    [InlineData("podSelector: {}\ningress: [{ports: [{port: 5432}]}]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{ports: [{port: sql}]}]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{ports: [{port: 5000, endPort: 6000}]}]", Verdict.Allow)]
    [InlineData("podSelector: {}\ningress: [{ports: [{protocol: UDP}]}]", Verdict.Deny)]
    [InlineData("podSelector: {}\ningress: [{ports: [{port: 80}, {protocol: TCP}]}]", Verdict.Allow)]
    public void A_policy_isolates_what_it_selects_but_for_its_rules(string spec, Verdict expected) => Assert.Equal(expected, Decide(Flow, KubernetesPolicy(spec, "k", "data")));

    [Fact]
    public void Policies_add_up() => Assert.Equal(Verdict.Allow, Decide(
        Flow, KubernetesPolicy("podSelector: {}", "a", "data"), KubernetesPolicy("podSelector: {}\ningress: [{ports: [{port: 5432}]}]", "b", "data")));

    [Fact]
    public void A_block_that_is_none_matches_everything_as_in_Calico() =>
        Assert.Equal(Verdict.Allow, Decide(Flow, KubernetesPolicy("podSelector: {}\ningress: [{from: [{ipBlock: {cidr: nonsense}}]}]", "k", "data")));

    [Fact]
    public void Rules_of_Kubernetes_never_match_sets() => Assert.Equal(Verdict.Deny, Decide(
        "203.0.113.7 -> db TCP 5432",
        "apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: {name: own, namespace: data, labels: {app: web}}\nspec: {nets: [203.0.113.0/24]}\n",
        KubernetesPolicy("podSelector: {}\ningress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]", "k", "data")));

    [Theory]
    [InlineData("Admin", "Deny", Verdict.Deny)]
    [InlineData("Admin", "Accept", Verdict.Allow)]
    [InlineData("Admin", "Pass", Verdict.Deny)]
    [InlineData("Baseline", "Accept", Verdict.Deny)]
    public void Administrators_come_before_and_the_baseline_after_policies_of_namespaces(string tier, string action, Verdict expected) =>
        Assert.Equal(expected, Decide(Flow, Cluster("p", tier, $"[{{action: {action}, from: [{{namespaces: {{}}}}]}}]"), KubernetesPolicy("podSelector: {}", "k", "data")));

    [Theory]
    [InlineData("Admin")]
    [InlineData("Baseline")]
    public void Where_no_rule_matches_pods_stay_open(string tier) =>
        Assert.Equal(Verdict.Allow, Decide(Flow, Cluster("p", tier, "[{action: Deny, from: [{namespaces: {matchLabels: {env: other}}}]}]")));

    [Fact]
    public void The_baseline_decides_what_no_policy_of_a_namespace_selects() =>
        Assert.Equal(Verdict.Deny, Decide(Flow, Cluster("p", "Baseline", "[{action: Deny, from: [{namespaces: {}}]}]"), KubernetesPolicy("podSelector: {}", "k", "shop")));

    [Fact]
    public void The_lower_priority_number_comes_first()
    {
        var deny = "[{action: Deny, from: [{namespaces: {}}]}]";
        var accept = "[{action: Accept, from: [{namespaces: {}}]}]";
        Assert.Equal(Verdict.Allow, Decide(Flow, Cluster("z", "Admin", accept, priority: 1), Cluster("a", "Admin", deny, priority: 2)));
        Assert.Equal(Verdict.Deny, Decide(Flow, Cluster("z", "Admin", accept, priority: 2), Cluster("a", "Admin", deny, priority: 1)));
    }

    [Theory]
    [InlineData("Deny", Verdict.Deny)]
    [InlineData("Pass", Verdict.Deny)]
    [InlineData("Accept", Verdict.Allow)]
    public void A_rule_that_does_not_convert_denies_everything_or_is_dropped_where_it_accepts(string action, Verdict expected) =>
        Assert.Equal(expected, Decide("db -> web TCP 8080", Cluster("p", "Admin", "[]", egress: $"[{{action: {action}, to: [{{domainNames: [example.com]}}]}}]")));

    [Theory]
    [InlineData("tcp: {destinationPort: {number: 5432}}", Verdict.Deny)]
    [InlineData("tcp: {destinationPort: {range: {start: 5000, end: 6000}}}", Verdict.Deny)]
    [InlineData("udp: {destinationPort: {number: 5432}}", Verdict.Allow)]
    [InlineData("destinationNamedPort: sql", Verdict.Deny)]
    [InlineData("destinationNamedPort: http", Verdict.Allow)]
    public void Ports_of_a_cluster_policy(string protocol, Verdict expected) =>
        Assert.Equal(expected, Decide(Flow, Cluster("p", "Admin", $"[{{action: Deny, from: [{{namespaces: {{}}}}], protocols: [{{{protocol}}}]}}]")));

    private static string Cluster(string name, string tier, string ingress, int priority = 10, string egress = "[]") =>
        $"apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {{name: {name}}}\n"
        + FormattableString.Invariant($"spec:\n  tier: {tier}\n  priority: {priority}\n  subject: {{namespaces: {{}}}}\n  ingress: {ingress}\n  egress: {egress}\n");
}
