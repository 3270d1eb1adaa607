using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Tests.Shared.Corpus;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>A comparison gives what was changed, and nothing else.</summary>
public class PolicyComparisonProperties
{
    [Fact]
    public void Nothing_differs_from_itself()
    {
        var reader = new ResourceReader(new YamlFormat());
        var count = 0;
        foreach (var file in new PolicyCorpus(policies: 300, files: 10, seed: 7).Files())
        {
            Resource[] resources = [.. reader.ReadText(file.Text, TestContext.Current.CancellationToken).Resources];
            Resource[] again = [.. reader.ReadText(file.Text, TestContext.Current.CancellationToken).Resources];
            Assert.Empty(Comparing.Rows(resources, again));
            Assert.Empty(Comparing.Rows(resources, again, normalize: true));
            count += resources.Length;
        }

        Assert.InRange(count, 300, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_edit_gives_the_rows_of_what_was_edited(bool normalize)
    {
        var random = new Random(11);
        for (var round = 0; round < TestScale.Of(1000); round++)
        {
            var policy = RandomPolicy.Next(random);
            var (edited, rows) = Edited(random, policy, normalize);
            Assert.Equal(rows.Order(StringComparer.Ordinal), Comparing.Texts(policy, edited, normalize));
            Assert.Equal(rows.Count, Comparing.Texts(edited, policy, normalize).Count());
        }
    }

    [Fact]
    public void Normalized_other_words_for_the_same_are_the_same()
    {
        var random = new Random(12);
        var different = 0;
        for (var round = 0; round < TestScale.Of(1000); round++)
        {
            var policy = RandomPolicy.Next(random);
            var respelled = RandomPolicy.Respelled(random, policy);
            Assert.Empty(Comparing.Rows([policy], [respelled], normalize: true).Select(row => $"{row} {row.ReferenceValue} {row.DifferenceValue}"));
            different += Comparing.Rows([policy], [respelled]).Count > 0 ? 1 : 0;
        }

        Assert.InRange(different, TestScale.Of(900), int.MaxValue);
    }

    [Fact]
    public void Normalized_other_words_do_not_hide_an_edit()
    {
        var random = new Random(13);
        for (var round = 0; round < TestScale.Of(1000); round++)
        {
            var policy = RandomPolicy.Next(random);
            var (edited, rows) = Edited(random, policy, normalize: true);
            Assert.Equal(rows.Count, Comparing.Texts(policy, RandomPolicy.Respelled(random, edited), normalize: true).Count());
        }
    }

    // Some edits, each in a field of its own, and the rows that tell of them.
    private static (TieredPolicy Policy, List<string> Rows) Edited(Random random, TieredPolicy policy, bool normalize)
    {
        var rows = new List<string>();
        var types = policy.Types;
        if (random.Next(2) == 0)
        {
            rows.Add(policy.Order is null ? "Added $.spec.order" : "Changed $.spec.order");
            policy = policy with { Order = 7.5 };
        }

        if (random.Next(2) == 0)
        {
            rows.Add("Removed $.metadata.labels.a");
            policy = policy with { Metadata = policy.Metadata with { Labels = policy.Labels.Without(key => key == "a") } };
        }

        foreach (var direction in new[] { PolicyType.Ingress, PolicyType.Egress })
        {
            if (random.Next(2) == 0) continue;
            var rules = EditedRules(random, policy.RulesOf(direction), $"$.spec.{direction.Text.ToLowerInvariant()}", rows);
            policy = direction == PolicyType.Ingress ? policy with { Ingress = rules } : policy with { Egress = rules };
        }

        // What the defaults made of the rules stays, so that types are no difference.
        if (normalize) return (policy with { DeclaredTypes = types }, rows);
        return (policy, rows);
    }

    private static ValueList<PolicyRule> EditedRules(Random random, IReadOnlyList<PolicyRule> rules, string path, List<string> rows)
    {
        var at = random.Next(Math.Max(1, rules.Count));
        switch (rules.Count == 0 ? 0 : random.Next(5))
        {
            case 0:
                rows.Add(rules.Count == 0 ? $"Added {path}" : $"Added {path}[{at}]");
                return [.. rules.Take(at), RandomPolicy.Rule(random, 1000), .. rules.Skip(at)];
            case 1:
                rows.Add(rules.Count == 1 ? $"Removed {path}" : $"Removed {path}[{at}]");
                return [.. rules.Take(at), .. rules.Skip(at + 1)];
            case 2:
                rows.Add($"Changed {path}[{at}].action");
                return Changed(rules[at] with { Action = PolicyAction.Log });
            case 3:
                // Above the others in order as in the list.
                rows.Add($"Added {path}[{at}].source.notNets[1]");
                return Changed(rules[at] with { Source = rules[at].Source with { NotNets = [.. rules[at].Source.NotNets, "99.0.0.0/8"] } });
            default:
                rows.Add($"Changed {path}[{at}].source.selector");
                return Changed(rules[at] with { Source = rules[at].Source with { Selector = "other == 'x'" } });
        }

        ValueList<PolicyRule> Changed(PolicyRule rule) => [.. rules.Take(at), rule, .. rules.Skip(at + 1)];
    }
}
