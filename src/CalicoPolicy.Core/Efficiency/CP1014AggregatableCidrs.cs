using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Address blocks of a set or a rule that fewer blocks hold exactly: some repeat, lie in one another, or are halves of one.</summary>
/// <remarks>O(n log n) for n blocks.</remarks>
internal sealed class CP1014AggregatableCidrs : FindingRule
{
    private const int Listed = 8;

    private static readonly RuleThreshold Saved = new("CP1014", "saved", 1, "The fewest blocks that collapsing must save.");

    public CP1014AggregatableCidrs()
        : base(new("CP1014", "AggregatableCidrs", FindingSeverity.Low, "Address blocks of a set or a rule can be collapsed to fewer.") { Parameters = [Saved] })
    {
    }

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) => subject switch
    {
        AddressSet set => Judge(set, context),
        TieredPolicy policy => Judge(policy, context),
        _ => [],
    };

    private static IEnumerable<Observation> Judge(AddressSet set, RuleContext context)
    {
        if (Collapse(set.Nets, context) is not { } fewer) yield break;
        yield return new(
            FieldPath.Root["spec"]["nets"],
            Message($"The {set.Kind}", set.Nets.Count, fewer.Count),
            $"{Recommendation("spec.nets", fewer)} Edit-NetworkSet -Aggregate does it.")
        {
            Saving = $"{RuleCost.Count(set.Nets.Count - fewer.Count, "member")} of the set's IP sets on each node.",
            Change = () => SuggestedChange.To(set with { Nets = Texts(set.Nets, context) }),
        };
    }

    private static IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var content = new RuleContent(SelectorCache.Of(context));
        foreach (var rule in context.RulesOf(policy))
        {
            foreach (var (side, peer) in rule.Sides)
            {
                foreach (var (field, nets) in ((string, IReadOnlyList<string>)[])[("nets", peer.Nets), ("notNets", peer.NotNets)])
                {
                    if (Collapse(nets, context) is not { } fewer) continue;
                    yield return new(
                        rule.Path[side][field],
                        Message($"The {side}.{field} of {rule}", nets.Count, fewer.Count) + " Each CIDR is about 1 dataplane rule on each selected endpoint.",
                        Recommendation($"{side}.{field}", fewer))
                    {
                        Content = $"{rule.ListName} {side} {field} {content.Of(rule.Rule)}",
                        Saving = $"{RuleCost.Count(nets.Count - fewer.Count, "rule")} on each selected endpoint.",
                        Change = () => SuggestedChange.To(PolicyChanges.With(
                            policy, rule, side, field == "nets" ? peer with { Nets = Texts(nets, context) } : peer with { NotNets = Texts(nets, context) })),
                    };
                }
            }
        }
    }

    private static IReadOnlyList<Cidr>? Collapse(IReadOnlyList<string> nets, RuleContext context)
    {
        var fewer = CollapsedNets.Blocks(nets, context.CancellationToken);
        return fewer is null || nets.Count - fewer.Count < context.Settings.ValueOf(Saved) ? null : fewer;
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<string> nets, RuleContext context) => CollapsedNets.Of(nets, context.CancellationToken)!;

    private static string Message(string what, int count, int fewer) =>
        $"{what} lists {RuleCost.Count(count, "CIDR")} where {RuleCost.Count(fewer, "CIDR")} {(fewer == 1 ? "holds" : "hold")} the same addresses: "
        + "some repeat, lie in another, or are halves of a broader one.";

    private static string Recommendation(string field, IReadOnlyList<Cidr> fewer) => fewer.Count > Listed
        ? $"Collapse {field} to the {RuleCost.Count(fewer.Count, "CIDR")}, from {fewer[0]} to {fewer[^1]}."
        : $"Set {field} to [{string.Join(", ", fewer)}].";
}
