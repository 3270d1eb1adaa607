namespace CalicoPolicy.Core.Tests.Rules;

public class CP3011Tests
{
    [Theory]
    [InlineData("ingress: [{action: Allow, source: {selector: role == 'bastion'}}]")]
    [InlineData("egress: [{action: Allow, destination: {selector: has(role)}}]")]
    [InlineData("ingress: [{action: Deny, source: {selector: \"role in {'bastion', 'edge'}\", namespaceSelector: global()}}]")]
    public void Hosts_without_addresses_match_no_rule(string spec)
    {
        Assert.Equal(["$.spec.expectedIPs"], Input.Paths("CP3011", Yaml.Documents(Host("interfaceName: eth0"), Yaml.GlobalNetworkPolicy("selector: app == 'y'\n" + spec))));
        Assert.Empty(Input.Paths("CP3011", Yaml.Documents(Host("expectedIPs: [192.0.2.10]"), Yaml.GlobalNetworkPolicy("selector: app == 'y'\n" + spec))));
    }

    [Fact]
    public void From_a_namespace_they_are_reached_by_global() => Assert.Equal(["$.spec.expectedIPs"], Input.Paths("CP3011", Yaml.Documents(
        Host("interfaceName: eth0"), Yaml.NetworkPolicy("ingress: [{action: Allow, source: {selector: role == 'bastion', namespaceSelector: global()}}]"))));

    [Theory]
    // Selects the host; looks for other labels, for no label, in namespaces.
    [InlineData("selector: role == 'bastion'\ningress: [{action: Allow, source: {nets: [192.0.2.0/24]}}]")]
    [InlineData("selector: app == 'y'\ningress: [{action: Allow, source: {selector: role == 'other'}}]")]
    [InlineData("selector: app == 'y'\ningress: [{action: Allow, source: {selector: '!has(x)'}}]")]
    [InlineData("selector: app == 'y'\ningress: [{action: Allow, source: {selector: role == 'bastion', namespaceSelector: env == 'live'}}]")]
    public void Other_selectors_do_not_mean_them(string spec) =>
        Assert.Empty(Input.Paths("CP3011", Yaml.Documents(Host("interfaceName: eth0"), Yaml.GlobalNetworkPolicy(spec))));

    [Fact]
    public void Where_a_set_has_the_label_the_set_is_meant() => Assert.Empty(Input.Paths("CP3011", Yaml.Documents(
        Host("interfaceName: eth0"), Yaml.GlobalNetworkSet("role: bastion"), Yaml.GlobalNetworkPolicy("ingress: [{action: Allow, source: {selector: role == 'bastion'}}]"))));

    private static string Host(string spec) =>
        $"apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata:\n  name: node1\n  labels: {{role: bastion}}\nspec:\n  node: node1\n  {spec}\n";
}
