using CalicoPolicy.Core.Authoring;

namespace CalicoPolicy.Core.Tests.Authoring;

public class NetListTests
{
    [Fact]
    public void Each_block_comes_once_in_the_order_and_spelling_of_its_first_entry() => Assert.Equal(
        ["10.1.2.3/8", "::1", "192.0.2.0/24"], Of(aggregate: false, "10.1.2.3/8", "::1", "10.0.0.0/8", "192.0.2.0/24", "0:0::1/128").Nets);

    [Fact]
    public void Collapsed_blocks_are_written_in_canonical_form() => Assert.Equal(
        ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"], Of(aggregate: true, "2001:DB8::/32", "192.0.2.1", "10.1.2.3/9", "10.128.0.0/9").Nets);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_no_block_is_kept_apart_with_its_place(bool aggregate)
    {
        var bad = new AddressEntry("example.com", "ranges.txt", 7);
        var list = NetList.Of([new("10.0.0.0/8"), bad, new("")], aggregate, TestContext.Current.CancellationToken);
        Assert.Equal(["10.0.0.0/8"], list.Nets);
        Assert.Equal([bad, new("")], list.Unreadable);
        Assert.Equal(["ranges.txt:7: 'example.com'", "''"], list.Unreadable.Select(entry => entry.ToString()));
    }

    [Fact]
    public void Lines_of_a_file_come_with_their_numbers()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# feed\r\n\r\n 10.0.0.0/8 # all\r\n::1");
            Assert.Equal([new("10.0.0.0/8", path, 3), new("::1", path, 4)], AddressFile.Read(path, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_cancelled_token_ends_the_work() =>
        Assert.Throws<OperationCanceledException>(() => NetList.Of([new("10.0.0.0/8")], aggregate: false, new CancellationToken(canceled: true)));

    private static NetList Of(bool aggregate, params string[] nets) =>
        NetList.Of(nets.Select(net => new AddressEntry(net)), aggregate, TestContext.Current.CancellationToken);
}
