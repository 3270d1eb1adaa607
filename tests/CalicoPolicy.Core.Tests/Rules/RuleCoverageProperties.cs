using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>CP1017 on random rules against every pair of them.</summary>
public class RuleCoverageProperties
{
    [Fact]
    public void Just_the_rules_that_an_earlier_one_covers_are_found()
    {
        var random = new Random(17);
        var (found, clean) = (0, 0);
        for (var round = TestScale.Of(2_000); round > 0; round--)
        {
            var rules = SampleRule.Some(random);
            var policy = new GlobalNetworkPolicy
            {
                Metadata = new() { Name = "t.x" },
                Tier = "t",
                Selector = "all()",
                Types = [PolicyType.Egress],
                Egress = [.. rules.Select(rule => rule.Write(random))],
            };

            // A tier that passes needs its closing Deny.
            var tier = new Tier { Metadata = new() { Name = "t" }, DefaultAction = PolicyAction.Pass };
            var actual = Input.Judge([tier, policy], new() { IncludeRule = ["CP1017"] }).Select(finding => finding.Message);
            var expected = Expected(rules);
            Assert.Equal(expected, actual);
            if (expected.Count > 0) found++; else clean++;
        }

        Assert.True(found > clean / 10 && clean > found / 10, $"{found} with findings, {clean} without");
    }

    private static List<string> Expected(List<SampleRule> rules)
    {
        var messages = new List<string>();
        var earlier = new List<int>();
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            var cover = earlier.FindIndex(one => Covers(rules[one], rule));
            if (cover >= 0)
            {
                var first = rules[earlier[cover]];
                messages.Add(first == rule
                    ? $"The {Place(index)} repeats {Place(earlier[cover])} and decides nothing."
                    : $"The {Place(index)} ({rule.Action}) is never reached: {Place(earlier[cover])} ({first.Action}) already decides all that it matches.");
            }
            else if (rule.Action != "Log")
            {
                earlier.Add(index);
            }
        }

        return messages;
    }

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"egress rule {index + 1} (spec.egress[{index}])");

    private static bool Covers(SampleRule first, SampleRule second) =>
        (first.Protocol is null || first.Protocol == second.Protocol)
        && ((first.From is null && !first.FromNamespaces) || (first.From == second.From && first.FromNamespaces == second.FromNamespaces))
        && Lists(first.Nets, second.Nets, Contains)
        && Lists(first.Ports, second.Ports, (mine, other) => mine == other)
        && Lists(first.Domains, second.Domains, (mine, other) => mine == other)
        && first.NotNets.All(mine => second.NotNets.Any(other => Contains(other, mine)));

    private static bool Lists(string first, string second, Func<char, char, bool> holds) =>
        first.Length == 0 || (second.Length > 0 && second.All(other => first.Any(mine => holds(mine, other))));

    private static bool Contains(char outer, char inner) => outer == inner || (outer == 'p' && inner is 'q' or 'r');
}
