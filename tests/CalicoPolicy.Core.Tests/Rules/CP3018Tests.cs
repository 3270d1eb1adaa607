using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3018Tests
{
    [Theory]
    [InlineData("selector: app == 'a' && app == 'b'", "$.spec.selector")]
    [InlineData("selector: '!all()'", "$.spec.selector")]
    [InlineData("selector: has(a) && !has(a)", "$.spec.selector")]
    [InlineData("namespaceSelector: a in {}", "$.spec.namespaceSelector")]
    [InlineData("serviceAccountSelector: a in {'x'} && a in {'y'}", "$.spec.serviceAccountSelector")]
    [InlineData("ingress: [{action: Allow, source: {selector: a == 'x' && a != 'x'}}]", "$.spec.ingress[0].source.selector")]
    [InlineData("ingress: [{action: Allow, source: {namespaceSelector: a == 'x' && a == 'y'}}]", "$.spec.ingress[0].source.namespaceSelector")]
    [InlineData("egress: [{action: Allow, destination: {serviceAccounts: {selector: a == 'x' && a == 'y'}}}]", "$.spec.egress[0].destination.serviceAccounts.selector")]
    [InlineData("egress: [{action: Allow, destination: {selector: app == 'x', notSelector: has(app)}}]", "$.spec.egress[0].destination.notSelector")]
    [InlineData("egress: [{action: Allow, destination: {nets: [10.1.0.0/16, 10.2.0.0/16], notNets: [10.0.0.0/8]}}]", "$.spec.egress[0].destination.notNets")]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {ports: [80, '8000:8010', http], notPorts: ['1:9000', http]}}]", "$.spec.egress[0].destination.notPorts")]
    [InlineData("ingress: [{action: Allow, protocol: TCP, notProtocol: 6}]", "$.spec.ingress[0].notProtocol")]
    [InlineData("ingress: [{action: Allow, protocol: ICMP, icmp: {type: 8, code: 1}, notICMP: {type: 8}}]", "$.spec.ingress[0].notICMP")]
    public void Criteria_that_contradict_each_other_are_found(string spec, string path)
    {
        var finding = Input.Single("CP3018", Yaml.GlobalNetworkPolicy(spec));
        Assert.Equal((path, FindingSeverity.High), (finding.JsonPath, finding.Severity));
    }

    [Theory]
    [InlineData("selector: app == 'a' || app == 'b'")]
    [InlineData("selector: app in {'a', 'b'} && app != 'b'")]
    [InlineData("selector: all()")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x', notSelector: app == 'y'}}]")]
    [InlineData("ingress: [{action: Allow, source: {notSelector: '!all()'}}]")]
    [InlineData("egress: [{action: Allow, destination: {nets: [10.0.0.0/8], notNets: [10.1.0.0/16]}}]")]
    [InlineData("egress: [{action: Allow, destination: {nets: [10.1.0.0/16, 192.168.0.0/16], notNets: [10.0.0.0/8]}}]")]
    [InlineData("egress: [{action: Allow, protocol: TCP, destination: {ports: ['1:100'], notPorts: [80]}}]")]
    [InlineData("ingress: [{action: Allow, protocol: TCP, notProtocol: UDP}]")]
    [InlineData("ingress: [{action: Allow, protocol: ICMP, icmp: {type: 8}, notICMP: {type: 8, code: 1}}]")]
    public void Others_are_fine(string spec) => Assert.Empty(Input.Paths("CP3018", Yaml.GlobalNetworkPolicy(spec)));
}
