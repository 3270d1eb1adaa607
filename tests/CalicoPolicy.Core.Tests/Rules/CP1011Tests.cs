using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP1011Tests
{
    [Theory]
    [InlineData(2, FindingSeverity.Low)]
    [InlineData(4, FindingSeverity.Low)]
    [InlineData(5, FindingSeverity.Medium)]
    [InlineData(49, FindingSeverity.Medium)]
    [InlineData(50, FindingSeverity.High)]
    public void The_severity_goes_by_the_number_of_blocks(int count, FindingSeverity severity)
    {
        var nets = string.Join(", ", Enumerable.Range(1, count).Select(index => $"192.0.2.{index}/32"));
        var finding = Input.Single("CP1011", Yaml.NetworkPolicy($"egress: [{{action: Allow, destination: {{nets: [{nets}]}}}}]"));
        Assert.Equal(severity, finding.Severity);
        Assert.Equal("$.spec.egress[0].destination.nets", finding.JsonPath);
        Assert.Contains($"lists {count} CIDRs", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_side_counts_for_itself() => Assert.Equal(
        ["$.spec.ingress[0].source.nets"],
        Input.Paths("CP1011", Yaml.NetworkPolicy(
            "ingress: [{action: Allow, source: {nets: [192.0.2.1/32, 192.0.2.3/32]}, destination: {nets: [192.0.2.9/32]}}]")));

    [Theory]
    [InlineData("egress: [{action: Allow, destination: {nets: [192.0.2.0/24]}}]")]
    [InlineData("egress: [{action: Allow, destination: {nets: [0.0.0.0/0], notNets: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}}]")]
    [InlineData("egress: [{action: Allow, destination: {selector: external == 'x'}}]")]
    [InlineData("egress: [{action: Allow, destination: {nets: []}}]")]
    public void A_single_block_exclusions_and_sets_are_fine(string rules) => Assert.Empty(Input.Paths("CP1011", Yaml.NetworkPolicy(rules)));
}
