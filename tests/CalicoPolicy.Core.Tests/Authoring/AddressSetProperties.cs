using System.Globalization;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Authoring;

/// <summary>Edits and splits of random sets, against lists of address numbers, in a universe of 16 addresses.</summary>
public class AddressSetProperties
{
    private const int Universe = 16;

    [Fact]
    public void Edits_do_what_lists_of_blocks_do()
    {
        var random = new Random(41);
        for (var round = TestScale.Of(5_000); round > 0; round--)
        {
            var (old, added, removed) = (Blocks(random, 6), Blocks(random, 4), Blocks(random, 3));
            var result = AddressSetEditing.Apply(
                new NetworkSet { Nets = [.. old.Select(Text)] },
                new() { AddNets = [.. added.Select(block => new AddressEntry(Text(block)))], RemoveNets = [.. removed.Select(Text)] },
                TestContext.Current.CancellationToken);

            var kept = old.Where(block => !removed.Exists(other => Same(block, other))).ToList();
            foreach (var block in added)
            {
                if (!kept.Exists(other => Same(block, other))) kept.Add(block);
            }

            Assert.Equal(kept.Select(Text), result.Set.Nets);
            var left = kept.SelectMany(Addresses).ToHashSet();
            var expected = removed.DistinctBy(block => (First(block), block.Free)).Count(block =>
                !kept.Exists(other => Same(block, other))
                && (Addresses(block).Any(left.Contains) || !old.Exists(other => Same(block, other))));
            Assert.Equal(expected, result.Warnings.Count);
        }
    }

    [Fact]
    public void Parts_hold_every_member_once_in_address_order()
    {
        var random = new Random(42);
        for (var round = TestScale.Of(2_000); round > 0; round--)
        {
            var texts = Blocks(random, 12).ToDictionary(Text);
            var set = new GlobalNetworkSet
            {
                Metadata = new() { Name = "s" },
                Nets = [.. texts.Keys],
                AllowedEgressDomains = [.. Enumerable.Range(0, random.Next(8)).Select(index => $"d{index}.example.com")],
            };
            var limit = random.Next(1, 8);
            var parts = AddressSetSplitting.Split([set], limit, TestContext.Current.CancellationToken).ToList();
            var sizes = parts.ConvertAll(part => part.Nets.Count + part.AllowedEgressDomains.Count);
            Assert.All(sizes.SkipLast(1), size => Assert.Equal(limit, size));
            Assert.InRange(sizes[^1], Math.Min(1, set.Nets.Count + set.AllowedEgressDomains.Count), limit);
            Assert.Equal(parts.Count, parts.Select(part => part.Name).Distinct().Count());
            Assert.Equal(set.AllowedEgressDomains, parts.SelectMany(part => part.AllowedEgressDomains));
            var nets = parts.SelectMany(part => part.Nets).ToList();
            Assert.Equal(set.Nets.Order(StringComparer.Ordinal), nets.Order(StringComparer.Ordinal));
            if (parts.Count == 1) continue;
            var firsts = nets.ConvertAll(net => First(texts[net]));
            Assert.Equal(firsts.Order(), firsts);
        }
    }

    /// <summary>Blocks by an address in them and by how many bits are free; none twice in one spelling.</summary>
    private static List<(int Address, int Free)> Blocks(Random random, int most) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => (random.Next(Universe), random.Next(5))).Distinct()];

    private static string Text((int Address, int Free) block) =>
        string.Create(CultureInfo.InvariantCulture, $"192.0.2.{block.Address}/{32 - block.Free}");

    private static int First((int Address, int Free) block) => block.Address >> block.Free << block.Free;

    private static bool Same((int Address, int Free) left, (int Address, int Free) right) => left.Free == right.Free && First(left) == First(right);

    private static IEnumerable<int> Addresses((int Address, int Free) block) => Enumerable.Range(First(block), 1 << block.Free);
}
