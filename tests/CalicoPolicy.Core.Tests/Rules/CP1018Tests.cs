namespace CalicoPolicy.Core.Tests.Rules;

public class CP1018Tests
{
    private const string Hint = "performanceHints: [AssumeNeededOnEveryNode]\ningress: [{action: Pass}]\n";

    [Theory]
    [InlineData("selector: app == 'a'")]
    [InlineData("selector: has(x) && app in {'a', 'b'}")]
    [InlineData("serviceAccountSelector: projectcalico.org/name == 'a'")]
    public void The_hint_on_a_few_pods_of_a_namespace_is_found(string spec)
    {
        Assert.Equal(["$.spec.performanceHints"], Input.Paths("CP1018", Yaml.NetworkPolicy(Hint + spec)));
        Assert.Equal(["$.spec.performanceHints"], Input.Paths("CP1018", Yaml.GlobalNetworkPolicy(Hint + spec + "\nnamespaceSelector: projectcalico.org/name == 'shop'")));
    }

    [Theory]
    [InlineData("selector: all()")]
    [InlineData("selector: has(app)")]
    [InlineData("selector: app != 'a'")]
    [InlineData("selector: projectcalico.org/orchestrator == 'k8s'")]
    public void Whole_namespaces_are_not_narrow(string spec) => Assert.Empty(Input.Paths("CP1018", Yaml.NetworkPolicy(Hint + spec)));

    [Theory]
    [InlineData("selector: app == 'a'")]
    [InlineData("selector: app == 'a'\nnamespaceSelector: env == 'live'")]
    [InlineData("namespaceSelector: projectcalico.org/name == 'shop'")]
    public void Nor_is_what_may_be_in_many_namespaces(string spec) => Assert.Empty(Input.Paths("CP1018", Yaml.GlobalNetworkPolicy(Hint + spec)));

    [Fact]
    public void Without_the_hint_there_is_nothing_to_say() =>
        Assert.Empty(Input.Paths("CP1018", Yaml.NetworkPolicy("selector: app == 'a'\ningress: [{action: Pass}]")));

    [Theory]
    [InlineData("shop", "a", 0)]
    [InlineData("shop", "b", 1)]
    [InlineData("other", "a", 1)]
    public void Pods_of_a_DaemonSet_are_on_every_node(string ns, string app, int expected) => Assert.Equal(
        expected,
        Input.Paths("CP1018", Yaml.Documents(Yaml.NetworkPolicy(Hint + "selector: app == 'a'"), $$"""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {namespace: {{ns}}, name: agents}
            spec:
              template:
                metadata:
                  labels: {app: {{app}}, kind: agent}
            """)).Length);
}
