namespace CalicoPolicy.Core.Tests.Rules;

public class CP3016Tests
{
    [Theory]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {names: [vault]}}}]", "$.spec.ingress[0].source.serviceAccounts.names")]
    [InlineData("ingress: [{action: Deny}, {action: Allow, source: {selector: app == 'a', serviceAccounts: {names: [a, b]}}}]", "$.spec.ingress[1].source.serviceAccounts.names")]
    [InlineData("egress: [{action: Allow, destination: {serviceAccounts: {names: [vault], selector: has(x)}}}]", "$.spec.egress[0].destination.serviceAccounts.names")]
    public void Names_of_service_accounts_without_a_namespace_are_found(string rules, string path) =>
        Assert.Equal([path], Input.Paths("CP3016", Yaml.GlobalNetworkPolicy("selector: app == 'x'\n" + rules)));

    [Theory]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {names: [vault]}, namespaceSelector: env == 'live'}}]")]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {selector: role == 'x'}}}]")]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {names: [vault]}, selector: projectcalico.org/namespace == 'x'}}]")]
    [InlineData("ingress: [{action: Allow, source: {serviceAccounts: {names: [vault]}, nets: [192.0.2.0/24]}}]")]
    [InlineData("ingress: [{action: Deny, source: {serviceAccounts: {names: [vault]}}}]")]
    // The policy's own side is selected by the policy.
    [InlineData("ingress: [{action: Allow, destination: {serviceAccounts: {names: [vault]}}}]")]
    public void Others_are_fine(string rules) => Assert.Empty(Input.Paths("CP3016", Yaml.GlobalNetworkPolicy("selector: app == 'x'\n" + rules)));

    [Fact]
    public void In_a_namespaced_policy_the_namespace_is_its_own() => Assert.Empty(Input.Paths(
        "CP3016", Yaml.NetworkPolicy("ingress: [{action: Allow, source: {serviceAccounts: {names: [vault]}}}]")));

    [Fact]
    public void Every_namespace_has_a_default_service_account() => Assert.Contains(
        "every namespace has one that is called default",
        Input.Single("CP3016", Yaml.GlobalNetworkPolicy("ingress: [{action: Allow, source: {serviceAccounts: {names: [default]}}}]")).Message,
        StringComparison.Ordinal);
}
