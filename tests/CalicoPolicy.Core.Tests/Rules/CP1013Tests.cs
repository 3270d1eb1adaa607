namespace CalicoPolicy.Core.Tests.Rules;

public class CP1013Tests
{
    [Theory]
    [InlineData("nets: [192.0.2.1/32], ports: [80]", "nets: [192.0.2.2/32], ports: [80]", "destination.nets")]
    [InlineData("nets: [192.0.2.1/32], ports: [80]", "nets: [192.0.2.1/32], ports: [443]", "destination.ports")]
    [InlineData("selector: app == 'x', ports: [80]", "selector: app=='x', ports: ['443']", "destination.ports")]
    [InlineData("domains: [a.example.com], ports: [443]", "domains: [b.example.com], ports: [443]", "destination.domains")]
    public void Rules_that_differ_in_one_list_are_found(string first, string second, string field)
    {
        var finding = Input.Single("CP1013", Policy(first, second));
        Assert.Equal("$.spec.egress[0]", finding.JsonPath);
        Assert.Contains($"rules 1 and 2 (from spec.egress[0] on) are equal but for {field}:", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_grid_of_hosts_and_ports_is_one_row()
    {
        var sides = from host in Enumerable.Range(1, 3)
                    from port in (int[])[80, 443]
                    select $"nets: [192.0.2.{host}/32], ports: [{port}]";
        var finding = Input.Single("CP1013", Policy([.. sides]));
        Assert.Contains("rules 1, 2, 3, 4, 5 and 6", finding.Message, StringComparison.Ordinal);
        Assert.Contains("destination.nets and destination.ports", finding.Message, StringComparison.Ordinal);
        Assert.Equal("5 rules on each selected endpoint: 1.25-2.5 microseconds on the first packet of each flow.", finding.Saving);
    }

    [Fact]
    public void Two_thousand_hosts_are_one_row() => Assert.Contains(
        "1, 2, 3, 4, 5, 6, 7, 8 and 1992 more",
        Input.Single("CP1013", Policy([.. Enumerable.Range(0, 2000).Select(host => $"nets: [198.18.{host / 256}.{host % 256}/32]")])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Two_groups_are_two_rows() => Assert.Equal(
        ["$.spec.egress[0]", "$.spec.egress[1]"],
        Input.Paths("CP1013", Policy("selector: a == 'x', ports: [1]", "selector: b == 'x', ports: [1]", "selector: a == 'x', ports: [2]", "selector: b == 'x', ports: [2]")));

    [Theory]
    // Merged, the first host would get the second one's port.
    [InlineData("nets: [192.0.2.1/32], ports: [80]", "nets: [192.0.2.2/32], ports: [443]")]
    // A rule may not mix IP versions.
    [InlineData("nets: [192.0.2.1/32]", "nets: ['2001:db8::1/128']")]
    // Without nets any address matches: the first covers the second.
    [InlineData("ports: [80]", "nets: [192.0.2.1/32], ports: [80]")]
    [InlineData("selector: app == 'x', ports: [80]", "selector: app == 'y', ports: [80]")]
    [InlineData("nets: [192.0.2.1/32], notPorts: [80]", "nets: [192.0.2.2/32], notPorts: [81]")]
    public void Rules_that_cannot_be_one_are_fine(string first, string second) => Assert.Empty(Input.Paths("CP1013", Policy(first, second)));

    [Fact]
    public void Nothing_is_merged_across_another_action() => Assert.Empty(Input.Paths("CP1013", Yaml.NetworkPolicy("""
        egress:
          - {action: Allow, destination: {nets: [192.0.2.1/32]}}
          - {action: Deny, destination: {nets: [192.0.2.0/24]}}
          - {action: Allow, destination: {nets: [198.51.100.0/24]}}
        """)));

    [Fact]
    public void DNS_over_both_protocols_is_fine() => Assert.Empty(Input.Paths("CP1013", Yaml.NetworkPolicy("""
        egress:
          - {action: Allow, protocol: UDP, destination: {selector: k8s-app == 'kube-dns', ports: [53]}}
          - {action: Allow, protocol: TCP, destination: {selector: k8s-app == 'kube-dns', ports: [53]}}
        """)));

    private static string Policy(params string[] destinations) => Yaml.NetworkPolicy(
        "egress:\n" + string.Join('\n', destinations.Select(destination => $"  - {{action: Allow, protocol: TCP, destination: {{{destination}}}}}")));
}
