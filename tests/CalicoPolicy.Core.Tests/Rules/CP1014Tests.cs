namespace CalicoPolicy.Core.Tests.Rules;

public class CP1014Tests
{
    [Theory]
    [InlineData("10.0.0.0/25, 10.0.0.128/25", "[10.0.0.0/24]")]
    [InlineData("10.0.0.0/8, 10.1.0.0/16, 192.0.2.1/32", "[10.0.0.0/8, 192.0.2.1/32]")]
    [InlineData("192.0.2.1, 192.0.2.1/32", "[192.0.2.1/32]")]
    [InlineData("'2001:db8::/33', '2001:db8:8000::/33'", "['2001:db8::/32']")]
    public void Blocks_that_fewer_hold_are_found_in_sets_and_rules(string nets, string fewer)
    {
        var set = Input.Single("CP1014", Yaml.GlobalNetworkSet("a: b").Replace("192.0.2.0/24", nets, StringComparison.Ordinal));
        Assert.Equal("$.spec.nets", set.JsonPath);
        Assert.StartsWith($"Set spec.nets to {fewer.Replace("'", string.Empty, StringComparison.Ordinal)}.", set.Recommendation, StringComparison.Ordinal);
        Assert.Equal(
            ["$.spec.egress[0].destination.nets", "$.spec.egress[1].destination.notNets"],
            Input.Paths("CP1014", Yaml.NetworkPolicy(
                $"egress: [{{action: Allow, destination: {{nets: [{nets}]}}}}, {{action: Allow, destination: {{notNets: [{nets}]}}}}]")));
    }

    [Theory]
    [InlineData("10.0.0.0/25")]
    [InlineData("10.0.0.0/25, 10.0.1.0/25")]
    // Side by side, but not the halves of one block.
    [InlineData("10.0.1.0/24, 10.0.2.0/24")]
    [InlineData("10.0.0.0/8, '2001:db8::/32'")]
    // Everything in two halves is written so on purpose.
    [InlineData("0.0.0.0/1, 128.0.0.0/1")]
    public void Lists_that_cannot_be_shorter_are_fine(string nets)
    {
        Assert.Empty(Input.Paths("CP1014", Yaml.GlobalNetworkSet("a: b").Replace("192.0.2.0/24", nets, StringComparison.Ordinal)));
        Assert.Empty(Input.Paths("CP1014", Yaml.NetworkPolicy($"egress: [{{action: Allow, destination: {{nets: [{nets}]}}}}]")));
    }

    [Fact]
    public void A_long_answer_is_told_by_its_ends()
    {
        var nets = string.Join(", ", Enumerable.Range(0, 20).Select(index => $"10.{index * 2}.0.0/16, 10.{index * 2}.1.0/24"));
        var finding = Input.Single("CP1014", Yaml.NetworkSet("a: b").Replace("192.0.2.0/24", nets, StringComparison.Ordinal));
        Assert.Contains("lists 40 CIDRs where 20 CIDRs hold the same addresses", finding.Message, StringComparison.Ordinal);
        Assert.Contains("to the 20 CIDRs, from 10.0.0.0/16 to 10.38.0.0/16", finding.Recommendation, StringComparison.Ordinal);
    }
}
