using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Evaluation;

public class TrafficSetTests
{
    [Theory]
    [InlineData("TCP/443", "TCP/443")]
    [InlineData("tcp/8000-8100", "TCP/8000-8100")]
    [InlineData("53", "TCP/53, UDP/53, SCTP/53")]
    [InlineData("UDP", "UDP")]
    [InlineData("17", "TCP/17, UDP/17, SCTP/17")]
    [InlineData("ICMP/8", "ICMP/8")]
    [InlineData("icmpv6", "ICMPv6")]
    [InlineData("SCTP/0-65535", "SCTP")]
    public void What_people_write_is_read_and_written(string text, string expected)
    {
        Assert.True(TrafficSet.TryParse(text, out var traffic));
        Assert.Equal(expected, traffic.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("TCP/")]
    [InlineData("TCP/70000")]
    [InlineData("TCP/20-10")]
    [InlineData("ICMP/256")]
    [InlineData("UDPLite/80")]
    [InlineData("http")]
    [InlineData("1-2-3")]
    public void What_is_none_is_refused(string text) => Assert.False(TrafficSet.TryParse(text, out _));

    [Fact]
    public void Nearly_everything_is_written_by_what_is_left_out()
    {
        Assert.Equal("all but TCP/25", TrafficSet.All.Except(TrafficSet.OfPorts(6, 25, 25)).ToString());
        Assert.Equal("all", TrafficSet.All.ToString());
        Assert.Equal("nothing", TrafficSet.None.ToString());
        Assert.Equal("protocols 0-5", TrafficSet.OfProtocol(0).Union(TrafficSet.OfProtocol(1)).Union(TrafficSet.OfProtocol(2)).Union(TrafficSet.OfProtocol(3)).Union(TrafficSet.OfProtocol(4)).Union(TrafficSet.OfProtocol(5)).ToString());
    }

    [Fact]
    public void The_operations_are_those_of_sets()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var dice = new Dice(seed);
            var (one, two) = (Random(dice), Random(dice));
            var (union, both, alone) = (one.Union(two), one.Intersect(two), one.Except(two));
            for (var count = 0; count < 60; count++)
            {
                var (protocol, port) = (dice.One(0, 1, 5, 6, 7, 17, 132, 255), dice.One(0, 1, 79, 80, 81, 443, 65534, 65535));
                var (inOne, inTwo) = (one.Contains(protocol, port), two.Contains(protocol, port));
                Assert.Equal(inOne || inTwo, union.Contains(protocol, port));
                Assert.Equal(inOne && inTwo, both.Contains(protocol, port));
                Assert.Equal(inOne && !inTwo, alone.Contains(protocol, port));
            }

            Assert.Equal(one, both.Union(alone));
            Assert.Equal(union, TrafficSet.All.Except(TrafficSet.All.Except(one).Intersect(TrafficSet.All.Except(two))));
            Assert.Equal(one.GetHashCode(), both.Union(alone).GetHashCode());
        }
    }

    private static TrafficSet Random(Dice dice)
    {
        var traffic = dice.OneIn(8) ? TrafficSet.All : TrafficSet.None;
        for (var count = dice.Below(5); count > 0; count--)
        {
            var first = dice.One(0, 1, 79, 80, 443);
            var part = dice.OneIn(3) ? TrafficSet.OfProtocol(dice.One(0, 1, 6, 17, 255)) : TrafficSet.OfPorts(dice.One(6, 17, 132), first, dice.One(first, first + 1, 65535));
            traffic = dice.OneIn(3) ? traffic.Except(part) : traffic.Union(part);
        }

        return traffic;
    }
}
