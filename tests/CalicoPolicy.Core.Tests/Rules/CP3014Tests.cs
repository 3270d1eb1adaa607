namespace CalicoPolicy.Core.Tests.Rules;

public class CP3014Tests
{
    [Theory]
    [InlineData("ingress: [{action: Log}]", "$.spec.ingress[0]")]
    [InlineData("egress: [{action: Allow, destination: {selector: app == 'x'}}, {action: Log, protocol: TCP}]", "$.spec.egress[1]")]
    [InlineData("ingress: [{action: Log}, {action: Deny}]\negress: [{action: Log}]", "$.spec.egress[0]")]
    public void A_log_at_the_end_is_found(string spec, string path)
    {
        Assert.Equal([path], Input.Paths("CP3014", Yaml.NetworkPolicy(spec)));
        Assert.Equal([path], Input.Paths("CP3014", Yaml.GlobalNetworkPolicy(spec)));
    }

    [Theory]
    // As the documentation has it: paired with an Allow; and quarantine.
    [InlineData("ingress: [{action: Log, protocol: TCP}, {action: Allow, protocol: TCP}]")]
    [InlineData("ingress: [{action: Log}, {action: Deny}]\negress: [{action: Log}, {action: Deny}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("types: [Ingress]\negress: [{action: Log}]")]
    [InlineData("types: [Ingress, Egress]")]
    public void A_verdict_behind_it_is_fine(string spec) => Assert.Empty(Input.Paths("CP3014", Yaml.NetworkPolicy(spec)));

    [Theory]
    // The documentation's log of everything, paired with an Allow as it advises.
    [InlineData("order: 100000\ntier: default\ntypes: [Ingress, Egress]\negress: [{action: Log}, {action: Allow}]\ningress: [{action: Log}, {action: Allow}]", "$.spec.egress[0] $.spec.ingress[0]")]
    [InlineData("selector: all()\ningress: [{action: Deny, source: {nets: [192.0.2.0/24]}}, {action: Log}, {action: Pass}]", "$.spec.ingress[1]")]
    [InlineData("egress: [{action: Log}, {action: Allow, destination: {selector: app == 'x'}}, {action: Log}, {action: Allow}]", "$.spec.egress[0]")]
    public void A_log_of_everything_before_what_is_let_through_is_found(string spec, string paths)
    {
        Assert.Equal(paths.Split(' '), Input.Paths("CP3014", Yaml.NetworkPolicy(spec)));
        Assert.Equal(paths.Split(' '), Input.Paths("CP3014", Yaml.GlobalNetworkPolicy(spec)));
        Assert.Empty(Input.Paths("CP3014", Yaml.NetworkPolicy(spec, kind: "StagedNetworkPolicy")));
    }

    [Theory]
    // What is denied, of a few pods, of some traffic, on a host.
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}, {action: Log}, {action: Deny}]")]
    [InlineData("ingress: [{action: Log}, {action: Deny, source: {nets: [192.0.2.0/24]}}, {action: Allow}]")]
    [InlineData("selector: app == 'db'\ningress: [{action: Log}, {action: Allow}]")]
    [InlineData("namespaceSelector: env == 'live'\ningress: [{action: Log}, {action: Allow}]")]
    [InlineData("serviceAccountSelector: role == 'admin'\ningress: [{action: Log}, {action: Allow}]")]
    [InlineData("ingress: [{action: Log, source: {selector: app == 'x'}}, {action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("applyOnForward: true\ningress: [{action: Log}, {action: Allow}]")]
    public void A_log_that_may_be_an_audit_is_fine(string spec) => Assert.Empty(Input.Paths("CP3014", Yaml.GlobalNetworkPolicy(spec)));

    [Fact]
    public void The_scope_of_a_log_of_everything_is_named()
    {
        const string Spec = "ingress: [{action: Log}, {action: Allow}]";
        Assert.Contains("of all pods of the namespace, and what follows lets some of them through (Allow)", Input.Single("CP3014", Yaml.NetworkPolicy(Spec)).Message, StringComparison.Ordinal);
        Assert.Contains("of all pods of the cluster, and", Input.Single("CP3014", Yaml.GlobalNetworkPolicy(Spec)).Message, StringComparison.Ordinal);
    }
}
