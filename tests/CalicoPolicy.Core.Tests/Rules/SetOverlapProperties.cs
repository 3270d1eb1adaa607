using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>The overlaps of random sets against every pair of them, block by block.</summary>
public class SetOverlapProperties
{
    [Fact]
    public void Just_the_pairs_that_share_addresses_under_other_labels_are_found()
    {
        var random = new Random(41);
        for (var round = TestScale.Of(1_000); round > 0; round--)
        {
            // As few sets as are told of in full.
            List<AddressSet> sets = [.. Enumerable.Range(0, random.Next(2, 9)).Select(index => Set(random, index))
                .OrderBy(set => set.Namespace ?? "", StringComparer.Ordinal).ThenBy(set => set.Name, StringComparer.Ordinal)];
            AddressSet[] input = [.. sets];
            random.Shuffle(input);
            var expected = sets.SelectMany((later, index) => sets.Take(index).Where(earlier => Overlap(earlier, later)).Select(earlier => $"{later} {earlier}"));
            var actual = Input.Judge(input, new() { IncludeRule = ["CP3008"] })
                .Select(finding => $"{sets.Single(set => set.Name == finding.Name)} {sets.Single(set => finding.Message.Contains($" of {set},", StringComparison.Ordinal))}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    private static AddressSet Set(Random random, int index)
    {
        var metadata = new ObjectMetadata
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"s{index}"),
            Labels = LabelMap.Of([new("a", random.Next(4).ToString(CultureInfo.InvariantCulture))]),
        };
        List<string> nets = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Net(random))];
        return random.Next(2) == 0
            ? new GlobalNetworkSet { Metadata = metadata, Nets = nets }
            : new NetworkSet { Metadata = metadata with { Namespace = random.Next(2) == 0 ? "x" : "w" }, Nets = nets };
    }

    private static string Net(Random random)
    {
        if (random.Next(40) == 0) return "0.0.0.0/0";
        var free = random.Next(7);
        return string.Create(CultureInfo.InvariantCulture, $"10.0.0.{random.Next(256) >> free << free}/{32 - free}");
    }

    private static bool Overlap(AddressSet left, AddressSet right) =>
        !left.Labels.Equals(right.Labels)
        && (left.Namespace is null || right.Namespace is null || left.Namespace == right.Namespace)
        && left.Nets.Where(net => net != "0.0.0.0/0").Any(one => right.Nets.Where(net => net != "0.0.0.0/0").Any(other => Meet(one, other)));

    private static bool Meet(string left, string right)
    {
        var ((from, to), (start, end)) = (Range(left), Range(right));
        return from <= end && start <= to;
    }

    private static (int First, int Last) Range(string net)
    {
        var parts = net.Split('.', '/');
        var first = int.Parse(parts[3], CultureInfo.InvariantCulture);
        return (first, first + (1 << (32 - int.Parse(parts[4], CultureInfo.InvariantCulture))) - 1);
    }
}
