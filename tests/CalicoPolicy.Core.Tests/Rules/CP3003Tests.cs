namespace CalicoPolicy.Core.Tests.Rules;

public class CP3003Tests
{
    [Theory]
    [InlineData("namespaceSelector: projectcalico.org/namespace == 'x'", "$.spec.namespaceSelector")]
    [InlineData("selector: projectcalico.org/name == 'x'", "$.spec.selector")]
    [InlineData("selector: kubernetes.io/metadata.name == 'x'", "$.spec.selector")]
    [InlineData("selector: projectcalico.org/orchestrator == 'kubernetes'", "$.spec.selector")]
    [InlineData("serviceAccountSelector: projectcalico.org/serviceaccount == 'x'", "$.spec.serviceAccountSelector")]
    [InlineData("serviceAccountSelector: projectcalico.org/namespace == 'x'", "$.spec.serviceAccountSelector")]
    [InlineData("egress: [{action: Allow, destination: {namespaceSelector: has(projectcalico.org/namespace)}}]", "$.spec.egress[0].destination.namespaceSelector")]
    [InlineData("egress: [{action: Allow, destination: {selector: a == 'x' && projectcalico.org/name == 'x'}}]", "$.spec.egress[0].destination.selector")]
    [InlineData("egress: [{action: Allow, destination: {notSelector: projectcalico.org/name == 'x'}}]", "$.spec.egress[0].destination.notSelector")]
    [InlineData("egress: [{action: Allow, destination: {serviceAccounts: {selector: projectcalico.org/serviceaccount == 'x'}}}]", "$.spec.egress[0].destination.serviceAccounts.selector")]
    public void An_automatic_label_where_nothing_carries_it_is_found(string spec, string path) =>
        Assert.Equal([path], Input.Paths("CP3003", Yaml.GlobalNetworkPolicy(spec)));

    [Theory]
    [InlineData("namespaceSelector: projectcalico.org/name == 'x' || kubernetes.io/metadata.name == 'y'")]
    [InlineData("selector: projectcalico.org/namespace == 'x' && projectcalico.org/orchestrator == 'k8s' && projectcalico.org/serviceaccount == 'y'")]
    [InlineData("selector: deny-list == 'true' && !has(projectcalico.org/namespace)")]
    [InlineData("selector: has(projectcalico.org/orchestrator)")]
    [InlineData("serviceAccountSelector: projectcalico.org/name == 'x'")]
    [InlineData("egress: [{action: Allow, destination: {serviceAccounts: {selector: projectcalico.org/name == 'x'}}}]")]
    [InlineData("egress: [{action: Allow, destination: {selector: projectcalico.org/name == 'public-ips' && projectcalico.org/kind == 'NetworkSet', namespaceSelector: global()}}]")]
    public void Where_they_are_carried_they_are_fine(string spec) => Assert.Empty(Input.Paths("CP3003", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void The_name_of_a_set_of_the_input_may_be_asked_for() => Assert.Empty(Input.Paths("CP3003", Yaml.Documents(
        Yaml.GlobalNetworkSet("a: b", "public-ips"),
        Yaml.GlobalNetworkPolicy("egress: [{action: Allow, destination: {selector: projectcalico.org/name == 'public-ips'}}]"))));

    [Fact]
    public void A_label_that_the_input_shows_is_taken_as_it_is() => Assert.Empty(Input.Paths("CP3003", Yaml.Documents(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: x, labels: {projectcalico.org/namespace: x}}\n",
        Yaml.GlobalNetworkPolicy("namespaceSelector: projectcalico.org/namespace == 'x'"))));

    [Fact]
    public void A_dead_Deny_is_said_to_be_dead()
    {
        var finding = Input.Single("CP3003", Yaml.GlobalNetworkPolicy(
            "ingress: [{action: Deny, source: {namespaceSelector: projectcalico.org/namespace starts with 'x'}}]"));
        Assert.Contains("So this Deny rule never matches", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Write projectcalico.org/name instead", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_always_holds_is_not_said_to_be_dead() => Assert.Contains(
        "That condition means nothing",
        Input.Single("CP3003", Yaml.GlobalNetworkPolicy("namespaceSelector: projectcalico.org/namespace != 'x'")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_position_is_the_label_in_the_selector()
    {
        var finding = Input.Single("CP3003", Yaml.GlobalNetworkPolicy("namespaceSelector: has(team) && projectcalico.org/namespace == 'x'"));
        Assert.Equal((6, 35), (finding.Line, finding.Column));
    }

    [Fact]
    public void Two_labels_in_one_selector_are_two_rows() => Assert.Equal(2, Input.Paths(
        "CP3003", Yaml.GlobalNetworkPolicy("selector: projectcalico.org/name == 'x' || projectcalico.org/name == 'z' || kubernetes.io/metadata.name == 'y'")).Length);
}
