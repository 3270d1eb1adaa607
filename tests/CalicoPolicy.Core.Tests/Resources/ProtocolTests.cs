using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class ProtocolTests
{
    [Theory]
    [InlineData("6", 6)]
    [InlineData("0", 0)]
    [InlineData("255", 255)]
    [InlineData("007", 7)]
    public void Digits_are_a_number(string text, long number)
    {
        var protocol = new Protocol(text);
        Assert.Equal(number, protocol.Number);
        Assert.Null(protocol.Name);
        Assert.Equal(new Protocol(number), protocol);
    }

    [Theory]
    [InlineData("TCP")]
    [InlineData("tcp")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("+6")]
    [InlineData(" 6")]
    [InlineData("٦")]
    [InlineData("")]
    public void Anything_else_is_a_name(string text)
    {
        var protocol = new Protocol(text);
        Assert.Null(protocol.Number);
        Assert.Equal(text, protocol.Name);
        Assert.Equal(text, protocol.ToString());
    }

    [Theory]
    [InlineData("ICMP", 1, false)]
    [InlineData("TCP", 6, true)]
    [InlineData("UDP", 17, true)]
    [InlineData("ICMPv6", 58, false)]
    [InlineData("SCTP", 132, true)]
    [InlineData("UDPLite", 136, false)]
    public void The_six_names_have_numbers(string name, long number, bool hasPorts)
    {
        Assert.Equal(number, new Protocol(name).IanaNumber);
        Assert.Equal(number, new Protocol(number).IanaNumber);
        Assert.Equal(hasPorts, new Protocol(name).HasPorts);
        Assert.Equal(hasPorts, new Protocol(number).HasPorts);
        Assert.NotEqual(new Protocol(name), new Protocol(number));
    }

    [Fact]
    public void Case_counts()
    {
        Assert.Null(new Protocol("tcp").IanaNumber);
        Assert.False(new Protocol("tcp").HasPorts);
        Assert.NotEqual(Protocol.Tcp, new Protocol("tcp"));
    }

    [Fact]
    public void A_protocol_that_was_never_set_is_an_empty_name() => Assert.Equal(string.Empty, default(Protocol).ToString());
}
