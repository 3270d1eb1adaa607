using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>CP1013 on random rules against merging them one by one.</summary>
public class MergeableRulesProperties
{
    private static readonly string[] Fields = ["destination.nets", "destination.ports", "destination.domains"];

    [Fact]
    public void Just_the_rules_that_can_be_one_are_found()
    {
        var random = new Random(13);
        var (found, clean) = (0, 0);
        for (var round = TestScale.Of(2_000); round > 0; round--)
        {
            var rules = SampleRule.Some(random);
            var policy = new NetworkPolicy
            {
                Metadata = new() { Name = "x", Namespace = "x" },
                Types = [PolicyType.Egress],
                Egress = [.. rules.Select(rule => rule.Write(random))],
            };
            var actual = Input.Judge([policy], new() { IncludeRule = ["CP1013"] }).Select(finding => finding.Message[..finding.Message.IndexOf(':', StringComparison.Ordinal)]);
            var expected = Expected(rules);
            Assert.Equal(expected, actual);
            if (expected.Count > 0) found++; else clean++;
        }

        Assert.True(found > clean / 10 && clean > found / 10, $"{found} with findings, {clean} without");
    }

    private static List<string> Expected(List<SampleRule> rules)
    {
        var groups = new List<Group>();
        var run = new List<Group>();
        for (var index = 0; index < rules.Count; index++)
        {
            if (index > 0 && (rules[index].Action != rules[index - 1].Action || rules[index].Action == "Log"))
            {
                groups.AddRange(Merge(run));
                run = [];
            }

            // Twins are CP1017's.
            if (rules[index].Action != "Log" && !run.Exists(group => group.Rule == rules[index])) run.Add(new(index, rules[index]));
        }

        groups.AddRange(Merge(run));
        return [.. groups.Where(group => group.Numbers.Count > 1).Select(group => group.ToString())];
    }

    private static List<Group> Merge(List<Group> run)
    {
        for (var list = 0; list < Fields.Length; list++)
        {
            for (var first = 0; first < run.Count; first++)
            {
                // Compared with the first as it was before this list: what is merged along one list never differs in another.
                List<Group> alike = [.. run.Skip(first + 1).Where(other => run[first].DiffersOnlyIn(list, other))];
                foreach (var other in alike) run[first].Add(other, list);
                run.RemoveAll(alike.Contains);
            }
        }

        return run;
    }

    private sealed class Group(int index, SampleRule rule)
    {
        private readonly string[] _lists = [rule.Nets, rule.Ports, rule.Domains];
        private readonly SortedSet<int> _merged = [];
        private readonly SampleRule _rest = rule with { Nets = string.Empty, Ports = string.Empty, Domains = string.Empty };

        public SampleRule Rule => rule;

        public List<int> Numbers { get; } = [index];

        public bool DiffersOnlyIn(int list, Group other) => _rest == other._rest && _lists[list].Length > 0 && other._lists[list].Length > 0
            && Enumerable.Range(0, _lists.Length).All(one => one == list || _lists[one] == other._lists[one]);

        public void Add(Group other, int list)
        {
            _lists[list] = new([.. _lists[list].Union(other._lists[list]).Order()]);
            _merged.Add(list);
            _merged.UnionWith(other._merged);
            Numbers.AddRange(other.Numbers);
            Numbers.Sort();
        }

        public override string ToString()
        {
            List<string> numbers = [.. Numbers.Select(number => (number + 1).ToString(CultureInfo.InvariantCulture))];
            return $"The egress rules {string.Join(", ", numbers.SkipLast(1))} and {numbers[^1]} (from spec.egress[{Numbers[0].ToString(CultureInfo.InvariantCulture)}] on) "
                + $"are equal but for {string.Join(" and ", _merged.Select(list => Fields[list]))}";
        }
    }
}
