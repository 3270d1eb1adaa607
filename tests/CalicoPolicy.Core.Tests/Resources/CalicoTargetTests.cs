using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class CalicoTargetTests
{
    [Theory]
    [InlineData("OpenSource", "OpenSource/3.32")]
    [InlineData("Enterprise", "Enterprise/3.24")]
    [InlineData("enterprise/3.18", "Enterprise/3.18")]
    [InlineData("OPENSOURCE/v3.31.2", "OpenSource/3.31.2")]
    [InlineData("OpenSource/4.0", "OpenSource/4.0")]
    public void A_product_with_or_without_a_version_is_read(string text, string expected) =>
        Assert.Equal(expected, CalicoTarget.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Cloud")]
    [InlineData("0")]
    [InlineData("Enterprise/")]
    [InlineData("Enterprise/3")]
    [InlineData("Enterprise/3.x")]
    [InlineData("Enterprise/3.-1")]
    [InlineData("Enterprise/3.18.1.4")]
    [InlineData("Enterprise/ 3.18")]
    [InlineData("3.18")]
    public void Anything_else_is_none(string text)
    {
        Assert.False(CalicoTarget.TryParse(text, out _));
        Assert.Contains("OpenSource/3.31", Assert.Throws<FormatException>(() => CalicoTarget.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenSource/3.32", true)]
    [InlineData("OpenSource/3.31.9", false)]
    [InlineData("OpenSource/4.0", true)]
    [InlineData("Enterprise/3.33", false)]
    public void Versions_compare_within_a_product(string text, bool expected) =>
        Assert.Equal(expected, CalicoTarget.Parse(text).IsAtLeast(CalicoProduct.OpenSource, 3, 32));

    [Fact]
    public void An_input_without_Enterprise_fields_is_for_open_source() => Assert.Equal(
        CalicoTarget.Newest(CalicoProduct.OpenSource),
        CalicoTarget.For([new NetworkPolicy { Egress = [new() { Action = PolicyAction.Allow }] }, new GlobalNetworkSet { Nets = ["192.0.2.0/24"] }]));

    [Fact]
    public void Enterprise_fields_make_it_Enterprise()
    {
        var enterprise = CalicoTarget.Newest(CalicoProduct.Enterprise);
        Assert.Equal(enterprise, CalicoTarget.For([new NetworkPolicy { Egress = [new() { Destination = new() { Domains = ["example.com"] } }] }]));
        Assert.Equal(enterprise, CalicoTarget.For([new GlobalNetworkSet { AllowedEgressDomains = ["example.com"] }]));
        Assert.Equal(enterprise, CalicoTarget.For([new GlobalNetworkPolicy { Ingress = [new() { Http = new() { Headers = [new()] } }] }]));
        Assert.Equal(enterprise, CalicoTarget.For([new GlobalThreatFeed()]));
    }
}
