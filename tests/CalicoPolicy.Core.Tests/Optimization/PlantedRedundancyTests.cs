using System.Globalization;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Redundancy;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Sets of careful policies into which rules are put that decide nothing, each in one of the ways in which that comes about: all are found, and no other rule is.</summary>
public class PlantedRedundancyTests(ITestOutputHelper output)
{
    private const int Sets = 500;

    [Fact]
    public void All_that_is_planted_is_found_and_nothing_else()
    {
        var planted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < TestScale.Of(Sets); seed++)
        {
            var plants = new RedundancyPlants(new Dice(seed));
            var (policies, dead) = plants.Next();
            var redundancy = new PolicyRedundancy(new(policies, RuleOptions.Default, TestContext.Current.CancellationToken), setsHaveDomains: true);
            List<string> found =
            [
                .. policies.OfType<TieredPolicy>().SelectMany(policy => redundancy.DeadRules(policy, PolicyType.Ingress).Concat(redundancy.DeadRules(policy, PolicyType.Egress))
                    .Select(rule => string.Create(CultureInfo.InvariantCulture, $"{policy} {rule.Place.ListName} {rule.Place.Index}"))),
            ];
            foreach (var (place, way) in dead)
            {
                Assert.True(found.Contains(place), $"Seed {seed}: {place} ({way}) is not found.\n{RewriteTrial.Text(policies)}");
                planted[way] = planted.GetValueOrDefault(way) + 1;
            }

            Assert.True(found.TrueForAll(dead.ContainsKey), $"Seed {seed}: {string.Join(", ", found.Except(dead.Keys))} decides something.\n{RewriteTrial.Text(policies)}");
        }

        foreach (var (way, count) in planted) output.WriteLine($"{way}: {count}");
        output.WriteLine($"{planted.Values.Sum()} planted in {TestScale.Of(Sets)} sets, all found, and no other.");
        Assert.Equal(RedundancyPlants.Ways.Count, planted.Count);
    }
}
