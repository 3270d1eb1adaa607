namespace CalicoPolicy.Core.Tests.Rules;

public class CP1016Tests
{
    [Theory]
    [InlineData("ingress: [{action: Allow, protocol: TCP, destination: {ports: [http]}}]", "$.spec.ingress[0].destination.ports")]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}, {action: Allow, protocol: TCP, destination: {ports: [80, web, db]}}]", "$.spec.egress[1].destination.ports")]
    [InlineData("ingress: [{action: Deny, protocol: TCP, destination: {notPorts: [http]}}]", "$.spec.ingress[0].destination.notPorts")]
    [InlineData("ingress: [{action: Allow, protocol: UDP, source: {ports: [dns]}}]", "$.spec.ingress[0].source.ports")]
    public void Ports_by_name_are_found(string rules, string path)
    {
        Assert.Equal([path], Input.Paths("CP1016", Yaml.NetworkPolicy(rules)));
        Assert.Equal([path], Input.Paths("CP1016", Yaml.GlobalNetworkPolicy(rules)));
    }

    [Fact]
    public void Each_direction_is_found_once_with_all_its_names()
    {
        var findings = Input.Judge(Yaml.NetworkPolicy("""
            ingress: [{action: Allow, protocol: TCP, destination: {ports: [http, metrics]}}, {action: Allow, protocol: TCP, destination: {ports: [http]}}]
            egress: [{action: Allow, protocol: TCP, destination: {ports: [db]}}]
            """), new() { IncludeRule = ["CP1016"] });
        Assert.Equal(["$.spec.ingress[0].destination.ports", "$.spec.egress[0].destination.ports"], findings.Select(finding => finding.JsonPath));
        Assert.Contains("The ingress rules match the ports http and metrics by name, which is considerably more expensive", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("the port db", findings[1].Message, StringComparison.Ordinal);
        Assert.Equal(2, findings.Select(finding => finding.Fingerprint).Distinct().Count());
    }

    [Theory]
    [InlineData("ports: [80]")]
    [InlineData("ports: ['80']")]
    [InlineData("ports: ['8000:8099', 53]")]
    [InlineData("notPorts: [22]")]
    public void Numbers_are_fine(string ports) =>
        Assert.Empty(Input.Paths("CP1016", Yaml.NetworkPolicy($"ingress: [{{action: Allow, protocol: TCP, destination: {{{ports}}}}}]")));

    // CP3001's.
    [Fact]
    public void What_is_no_port_at_all_is_no_name() =>
        Assert.Empty(Input.Paths("CP1016", Yaml.NetworkPolicy("ingress: [{action: Allow, protocol: TCP, destination: {ports: ['80:web']}}]")));
}
