using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class CidrAggregationTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("10.0.0.1 10.0.0.0", "10.0.0.0/31")]
    [InlineData("10.0.0.1 10.0.0.2", "10.0.0.1/32 10.0.0.2/32")]
    [InlineData("10.1.0.0/16 10.0.0.0/8 10.1.2.0/24 11.0.0.0/8", "10.0.0.0/7")]
    [InlineData("10.0.0.0/25 10.0.0.128/26 10.0.0.192/27 10.0.0.224/27", "10.0.0.0/24")]
    [InlineData("128.0.0.0/1 0.0.0.0/1", "0.0.0.0/0")]
    [InlineData("0.0.0.0/0 0.0.0.0/0 255.255.255.255", "0.0.0.0/0")]
    [InlineData("::/1 8000::/1 0.0.0.0/1", "0.0.0.0/1 ::/0")]
    [InlineData("2001:db8::/33 2001:DB8:8000::/33 2001:db9::1/32", "2001:db8::/31")]
    [InlineData("::a00:0/104 10.0.0.0/8", "10.0.0.0/8 ::a00:0/104")]
    [InlineData("255.255.255.255 255.255.255.254 0.0.0.0", "0.0.0.0/32 255.255.255.254/31")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127")]
    public void Blocks_collapse_to_the_fewest(string blocks, string expected) => Assert.Equal(
        expected,
        string.Join(' ', CidrAggregation.Collapse(blocks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Block), TestContext.Current.CancellationToken)));

    [Fact]
    public void A_cancelled_token_ends_the_work() =>
        Assert.Throws<OperationCanceledException>(() => CidrAggregation.Collapse([], new CancellationToken(canceled: true)));

    private static Cidr Block(string text)
    {
        Assert.True(Cidr.TryParse(text, out var cidr));
        return cidr;
    }
}
