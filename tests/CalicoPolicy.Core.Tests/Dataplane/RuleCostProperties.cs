using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Dataplane.Reference;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>The formulas count as many rules as there are when each is written out as text.</summary>
public class RuleCostProperties(ITestOutputHelper output)
{
    private const int Batch = 250;

    // Behind it nothing is left out of a chain.
    private static readonly PolicyRule Log = new() { Action = PolicyAction.Log };

    private static readonly CostOptions[] Options =
    [
        new() { HasIPv6 = false }, new() { HasIPv4 = false }, new() { HasIPv6 = false, LogsFlows = true }, new() { HasIPv4 = false, LogsFlows = true, Dataplane = DataplaneMode.Nftables },
    ];

    [Fact]
    public void Formulas_count_the_rules_that_are_written_out()
    {
        var (most, lines, absent) = (0, 0L, 0);
        var count = TestScale.Of(10_000);
        for (var seed = 0; seed < count; seed += Batch)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<PolicyRule>[] chains = [.. Enumerable.Range(seed, Batch).Select(one => (IReadOnlyList<PolicyRule>)[new RandomCostRules(new(one)).Rule(), Log])];
            Check(seed, chains);
            foreach (var chain in chains)
            {
                var text = RuleText.Of(chain[0], isIPv6: false, logsFlows: false);
                (most, lines, absent) = (Math.Max(most, text.Count), lines + text.Count, absent + (text.Count == 0 ? 1 : 0));
            }
        }

        output.WriteLine($"{count} rules: {lines} lines of IPv4, {most} at most; {absent} rules are not in that family.");
        Assert.InRange(most, 40, int.MaxValue);
        Assert.InRange(absent, count / 10, count / 2);
    }

    [Fact]
    public void Chains_leave_out_returns_at_their_end()
    {
        var trimmed = 0;
        for (var seed = 0; seed < TestScale.Of(3_000); seed += Batch)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<PolicyRule>[] chains = [.. Enumerable.Range(seed, Batch).Select(one => new RandomCostRules(new(one)).List())];
            Check(seed, chains);
            trimmed += chains.Count(rules => rules.Sum(rule => RuleText.Of(rule, false, false).Count) > RuleText.Chain(rules, false, false).Count);
        }

        Assert.InRange(trimmed, 500, int.MaxValue);
    }

    private static void Check(int seed, IReadOnlyList<PolicyRule>[] chains)
    {
        if (!Differ(chains)) return;
        var index = Array.FindIndex(chains, chain => Differ([chain]));
        var rules = chains[index];
        while (Smaller(rules).FirstOrDefault(smaller => Differ([smaller])) is { } less) rules = less;
        var text = ResourceText.Of([Costing.Policy("p", rules)], new YamlFormat(), keepServerMetadata: false);
        Assert.Fail($"Seed {seed + index}:\n{text}\n" + string.Join("\n", Options.Select(options =>
            $"{options}: {Costing.Chain(rules, options)}\n{string.Join("\n", RuleText.Chain(rules, options.HasIPv6, options.LogsFlows))}")));
    }

    private static bool Differ(IReadOnlyList<PolicyRule>[] chains)
    {
        IReadOnlyList<Resource> resources = [Costing.Pod(), .. chains.Select((rules, index) => Costing.Policy($"p{index}", rules))];
        foreach (var options in Options)
        {
            var costs = Costing.Of(resources, options).Policies.ToDictionary(cost => cost.Name);
            for (var index = 0; index < chains.Length; index++)
            {
                var text = RuleText.Chain(chains[index], options.HasIPv6, options.LogsFlows);
                var cost = costs[$"p{index}"];
                if (cost.Rules != text.Count || cost.Rendered != text.Count) return true;
                var walk = PacketWalk.Of(new Dictionary<string, IReadOnlyList<KernelRule>> { ["chain"] = text }, "chain");
                if (cost.Latency != LatencyRange.Of(walk.Longest)) return true;
            }
        }

        return false;
    }

    private static IEnumerable<IReadOnlyList<PolicyRule>> Smaller(IReadOnlyList<PolicyRule> rules)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            if (rules.Count > 1) yield return [.. rules.Take(index), .. rules.Skip(index + 1)];
            foreach (var smaller in Shrinking.Smaller(rules[index])) yield return [.. rules.Take(index), smaller, .. rules.Skip(index + 1)];
        }
    }
}
