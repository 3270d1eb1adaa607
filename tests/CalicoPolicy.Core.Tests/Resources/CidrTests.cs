using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class CidrTests
{
    [Theory]
    [InlineData("192.0.2.77/24", "192.0.2.0/24")]
    [InlineData("192.0.2.77", "192.0.2.77/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("255.255.255.255/1", "128.0.0.0/1")]
    [InlineData("2001:DB8::1/32", "2001:db8::/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("::/0", "::/0")]
    [InlineData("::ffff:192.0.2.77/120", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1/32")]
    [InlineData("::ffff:192.0.2.1/95", "::fffe:0:0/95")]
    [InlineData("192.0.2.77/024", "192.0.2.0/24")]
    [InlineData("::10.1.0.2/128", "::a01:2/128")]
    [InlineData("2001:db8::5efe:10.0.0.1", "2001:db8::5efe:a00:1/128")]
    public void Blocks_are_read_and_their_host_bits_cleared(string text, string expected)
    {
        Assert.True(Cidr.TryParse(text, out var cidr));
        Assert.Equal(expected, cidr.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.1.5")]
    [InlineData("192.0.2.01")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.0x1")]
    [InlineData("192.0.2.1 ")]
    [InlineData("192.0.2.1/33")]
    [InlineData("192.0.2.1/")]
    [InlineData("192.0.2.1/+8")]
    [InlineData("192..2.1")]
    [InlineData("3221225985")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1/129")]
    [InlineData(":::")]
    [InlineData("example.com")]
    public void Anything_else_is_none(string text) => Assert.False(Cidr.TryParse(text, out _));

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.128/25", true)]
    [InlineData("192.0.2.0/24", "192.0.2.0/24", true)]
    [InlineData("192.0.2.0/25", "192.0.2.0/24", false)]
    [InlineData("192.0.2.0/25", "192.0.2.128/32", false)]
    [InlineData("0.0.0.0/0", "192.0.2.1/32", true)]
    [InlineData("0.0.0.0/0", "::1/128", false)]
    [InlineData("::/0", "2001:db8::/32", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::/34", false)]
    public void A_block_contains_what_lies_in_it(string outer, string inner, bool expected)
    {
        Assert.True(Cidr.TryParse(outer, out var one));
        Assert.True(Cidr.TryParse(inner, out var two));
        Assert.Equal(expected, one.Contains(two));
    }
}
