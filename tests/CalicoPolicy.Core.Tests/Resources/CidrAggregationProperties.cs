using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Resources;

/// <summary>Collapsed lists against sets of addresses, in universes of 64 addresses of each family, so that blocks meet.</summary>
public class CidrAggregationProperties
{
    private const int Bits = 6;

    [Fact]
    public void Collapsed_blocks_hold_the_same_addresses() =>
        Each(blocks => Assert.Equal(Addresses(blocks.Select(Read)), Addresses(Collapse(blocks))));

    [Fact]
    public void There_are_as_few_as_can_be() => Each(blocks =>
    {
        var addresses = Addresses(blocks.Select(Read));
        Assert.Equal(Fewest(addresses, isIPv6: false) + Fewest(addresses, isIPv6: true), Collapse(blocks).Count);
    });

    [Fact]
    public void They_come_in_address_order_and_stay_as_they_are_when_collapsed_again() => Each(blocks =>
    {
        var collapsed = Collapse(blocks);
        Assert.Equal(collapsed, CidrAggregation.Collapse(collapsed.Reverse(), TestContext.Current.CancellationToken));
        var firsts = collapsed.Select(block => Addresses([block]).First()).ToList();
        Assert.Equal(firsts.OrderBy(first => first.IsIPv6).ThenBy(first => first.Address), firsts);
    });

    private static void Each(Action<IReadOnlyList<(bool IsIPv6, int Address, int Free)>> check)
    {
        var random = new Random(31);
        for (var round = TestScale.Of(2_000); round > 0; round--)
        {
            // Few large blocks lie in one another, many small ones side by side.
            var isDense = random.Next(4) == 0;
            var count = isDense ? random.Next(30, 120) : random.Next(12);
            var largest = isDense ? 2 : Bits;
            check([.. Enumerable.Range(0, count).Select(_ => (random.Next(2) == 0, random.Next(1 << Bits), random.Next(largest + 1)))]);
        }
    }

    private static IReadOnlyList<Cidr> Collapse(IReadOnlyList<(bool IsIPv6, int Address, int Free)> blocks) =>
        CidrAggregation.Collapse(blocks.Select(Read), TestContext.Current.CancellationToken);

    /// <summary>The fewest aligned blocks for a set of addresses: one where the whole range is in it, else what its halves need.</summary>
    private static int Fewest(HashSet<(bool IsIPv6, int Address)> addresses, bool isIPv6, int start = 0, int size = 1 << Bits)
    {
        var count = Enumerable.Range(start, size).Count(address => addresses.Contains((isIPv6, address)));
        if (count == 0) return 0;
        return count == size ? 1 : Fewest(addresses, isIPv6, start, size / 2) + Fewest(addresses, isIPv6, start + (size / 2), size / 2);
    }

    /// <summary>The addresses of the universe that lie in blocks, one by one.</summary>
    private static HashSet<(bool IsIPv6, int Address)> Addresses(IEnumerable<Cidr> blocks)
    {
        var listed = blocks.ToList();
        return
        [
            .. from isIPv6 in (bool[])[false, true]
               from address in Enumerable.Range(0, 1 << Bits)
               let one = Read((isIPv6, address, 0))
               where listed.Exists(block => block.Contains(one))
               select (isIPv6, address),
        ];
    }

    private static Cidr Read((bool IsIPv6, int Address, int Free) block)
    {
        // Whole addresses are written without a length too; host bits are left as they come.
        var length = block is { Free: 0, Address: var address } && address % 2 == 0
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"/{(block.IsIPv6 ? 128 : 32) - block.Free}");
        var text = block.IsIPv6 ? $"2001:db8::{block.Address:x}{length}" : $"192.0.2.{block.Address}{length}";
        Assert.True(Cidr.TryParse(text, out var cidr));
        return cidr;
    }
}
