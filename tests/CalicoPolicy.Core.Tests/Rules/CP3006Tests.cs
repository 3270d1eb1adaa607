using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3006Tests
{
    [Theory]
    [InlineData("10.1.2.3/16", "10.1.0.0/16")]
    [InlineData("10.0.0.1/31", "10.0.0.0/31")]
    [InlineData("'2001:db8::1/64'", "2001:db8::/64")]
    [InlineData("1.2.3.4/0", "0.0.0.0/0")]
    public void A_block_with_bits_beyond_its_length_is_found(string net, string meant)
    {
        var finding = Input.Single("CP3006", Set(net));
        Assert.Equal(("$.spec.nets[1]", FindingSeverity.Low), (finding.JsonPath, finding.Severity));
        Assert.Contains(meant, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.0.0/16")]
    [InlineData("10.1.2.3")]
    [InlineData("10.1.2.3/32")]
    [InlineData("'2001:db8::/64'")]
    [InlineData("nothing")]
    public void Others_are_fine(string net) => Assert.Empty(Input.Paths("CP3006", Set(net)));

    [Fact]
    public void In_rules_it_is_another_rules_matter() => Assert.Empty(Input.Paths(
        "CP3006", Yaml.GlobalNetworkPolicy("ingress: [{action: Deny, source: {nets: [10.0.0.1/8]}}]")));

    private static string Set(string net) => $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {{name: x}}\nspec: {{nets: [192.0.2.0/24, {net}]}}\n";
}
