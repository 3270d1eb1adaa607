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
}
