using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3001Tests
{
    [Theory]
    [InlineData("selector: app = 'x'", "$.spec.selector")]
    [InlineData("serviceAccountSelector: team ==", "$.spec.serviceAccountSelector")]
    [InlineData("ingress: [{action: Allow, source: {selector: 'app == x'}}]", "$.spec.ingress[0].source.selector")]
    [InlineData("ingress: [{action: Allow, source: {notSelector: has app}}]", "$.spec.ingress[0].source.notSelector")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: '&& a'}}]", "$.spec.ingress[0].source.namespaceSelector")]
    [InlineData("egress: [{action: Allow, destination: {serviceAccounts: {selector: '('}}}]", "$.spec.egress[0].destination.serviceAccounts.selector")]
    public void A_selector_that_does_not_parse_is_found(string spec, string path) =>
        Assert.Equal([path], Input.Paths("CP3001", Yaml.NetworkPolicy(spec)));

    [Fact]
    public void The_place_in_the_selector_is_shown_and_is_the_position()
    {
        var finding = Input.Single("CP3001", Yaml.NetworkPolicy("selector: app = 'x'"));
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.Contains("The spec.selector is no selector:", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("\napp = 'x'\n    ^", finding.Message, StringComparison.Ordinal);
        Assert.Equal((7, 17), (finding.Line, finding.Column));
    }

    [Fact]
    public void Quotes_round_the_scalar_are_counted() =>
        Assert.Equal((7, 18), (Input.Single("CP3001", Yaml.NetworkPolicy("selector: \"app = 'x'\"")) is var finding ? (finding.Line, finding.Column) : default));

    [Fact]
    public void A_scalar_over_several_lines_is_named_by_its_beginning() =>
        Assert.Equal((7, 13), (Input.Single("CP3001", Yaml.NetworkPolicy("selector: >-\n  app\n  = 'x'")) is var finding ? (finding.Line, finding.Column) : default));

    [Theory]
    [InlineData("selector: global()", "$.spec.selector")]
    [InlineData("serviceAccountSelector: global()", "$.spec.serviceAccountSelector")]
    [InlineData("ingress: [{action: Allow, source: {selector: has(a) && global()}}]", "$.spec.ingress[0].source.selector")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: global() || has(a)}}]", "$.spec.ingress[0].source.namespaceSelector")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: (global())}}]", "$.spec.ingress[0].source.namespaceSelector")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: '!global()'}}]", "$.spec.ingress[0].source.namespaceSelector")]
    public void Global_in_the_wrong_place_is_found(string spec, string path) =>
        Assert.Equal([path], Input.Paths("CP3001", Yaml.NetworkPolicy(spec)));

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: global()}}]")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: ' global( ) ', selector: has(a)}}]")]
    [InlineData("ingress: [{action: Allow, source: {notSelector: global()}}]")]
    public void What_Calico_takes_is_fine(string spec) => Assert.Empty(Input.Paths("CP3001", Yaml.NetworkPolicy(spec)));

    [Fact]
    public void Also_in_the_namespace_selector_of_a_global_policy() =>
        Assert.Equal(["$.spec.namespaceSelector"], Input.Paths("CP3001", Yaml.GlobalNetworkPolicy("namespaceSelector: global()")));

    [Theory]
    [InlineData("ingress: [{action: allow}]", "$.spec.ingress[0].action", "Write Allow.")]
    [InlineData("ingress: [{action: Drop}]", "$.spec.ingress[0].action", "Write one of Allow, Deny, Log, Pass.")]
    [InlineData("ingress: [{protocol: TCP}]", "$.spec.ingress[0].action", "Write one of Allow, Deny, Log, Pass.")]
    [InlineData("types: [Ingress, egress]", "$.spec.types[1]", "Write Egress.")]
    public void Words_that_Calico_does_not_know_are_found(string spec, string path, string recommendation)
    {
        var finding = Input.Single("CP3001", Yaml.NetworkPolicy(spec));
        Assert.Equal((path, recommendation), (finding.JsonPath, finding.Recommendation));
    }

    [Fact]
    public void Staged_actions_too() => Assert.Equal(
        ["$.spec.stagedAction"], Input.Paths("CP3001", Yaml.NetworkPolicy("stagedAction: set", kind: "StagedNetworkPolicy")));

    [Theory]
    [InlineData("Allow", 1)]
    [InlineData("Deny", 0)]
    [InlineData("Pass", 0)]
    public void A_tier_ends_in_Deny_or_Pass(string action, int count) => Assert.Equal(count, Input.Paths("CP3001", Yaml.Tier("t", action)).Length);

    [Fact]
    public void Types_of_Kubernetes_policies_too() => Assert.Equal(["$.spec.policyTypes[0]"], Input.Paths(
        "CP3001", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: k, namespace: shop}\nspec: {podSelector: {}, policyTypes: [ingress]}\n"));
}
