using CalicoPolicy.Core.Authoring.Completion;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring.Completion;

public class PolicyWordsTests
{
    [Fact]
    public void Tiers_are_those_that_exist_and_those_that_policies_name()
    {
        var words = Of(Rules.Yaml.Tier("security"), Rules.Yaml.NetworkPolicy("tier: application"), Rules.Yaml.GlobalNetworkPolicy("order: 1"));
        Assert.Equal(["application", "default", "security"], words.Tiers);
    }

    [Fact]
    public void Namespaces_come_from_objects_metadata_and_selectors()
    {
        var words = Of(
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: pay, labels: {env: prod}}\n",
            Rules.Yaml.NetworkPolicy("selector: all()"),
            Rules.Yaml.GlobalNetworkPolicy("""
                namespaceSelector: projectcalico.org/name in {'one', 'two'} && !(kubernetes.io/metadata.name starts with 'part')
                selector: projectcalico.org/namespace == 'three'
                """));
        Assert.Equal(["one", "pay", "shop", "three", "two"], words.Namespaces);
        Assert.Equal(["prod"], words.NamespaceLabels.ValuesOf("env"));
    }

    [Fact]
    public void Labels_come_from_workloads_sets_host_endpoints_and_selectors_each_to_its_place()
    {
        var words = Of(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: pod}}\n",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {not: this}}\nspec: {template: {metadata: {labels: {app: template}}}}\n",
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, labels: {team: x}}\n",
            "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: h, labels: {app: host}}\nspec: {node: one}\n",
            Rules.Yaml.NetworkSet("app: set"),
            Rules.Yaml.NetworkPolicy("""
                selector: app == 'own' && app != 'other' && has(role) && app starts with 'part'
                serviceAccountSelector: team == 'y'
                ingress:
                - action: Allow
                  source: {selector: "app in {'in', 'too'}", namespaceSelector: "env == 'dev'"}
                - action: Allow
                  source: {selector: "no selector"}
                """),
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: k, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: k8s}, matchExpressions: [{key: stage, operator: In, values: [a, b]}]}
              ingress: [{from: [{namespaceSelector: {matchLabels: {env: test}}, podSelector: {matchLabels: {app: peer}}}]}]

            """);
        Assert.Equal(["app", "role", "stage"], words.LabelsOf(SelectorPlaces.Endpoint).Keys);
        Assert.Equal(["host", "in", "k8s", "other", "own", "peer", "pod", "set", "template", "too"], words.EndpointLabels.ValuesOf("app"));
        Assert.Equal(["a", "b"], words.EndpointLabels.ValuesOf("stage"));
        Assert.Equal(["env"], words.LabelsOf(SelectorPlaces.Namespace).Keys);
        Assert.Equal(["dev", "test"], words.NamespaceLabels.ValuesOf("env"));
        Assert.Equal(["team"], words.LabelsOf(SelectorPlaces.ServiceAccount).Keys);
        Assert.Equal(["x", "y"], words.ServiceAccountLabels.ValuesOf("team"));
        Assert.Empty(words.EndpointLabels.ValuesOf("none"));
    }

    private static PolicyWords Of(params string[] documents) => PolicyWords.Of(Input.Read(Rules.Yaml.Documents(documents)));
}
