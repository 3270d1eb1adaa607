using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Policies for the same endpoints, one right after the other, that could be one (Calico Enterprise's documentation, policy best
/// practices: fewer policies to match). Found once, on the first of them.
/// </summary>
internal sealed class CP1009SplitPolicies : FindingRule<TieredPolicy>
{
    private const int Named = 8;

    private static readonly RuleThreshold Fewest = new("CP1009", "policies", 2, "The fewest policies that could be one that are found.") { Least = 2 };

    public CP1009SplitPolicies()
        : base(new(
            "CP1009", "SplitPolicies", FindingSeverity.Medium,
            "Policies that follow each other in a tier select the same endpoints and could be one.")
        { Parameters = [Fewest] })
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (SplitPolicies.Of(context).StartingWith(policy) is not { } run || run.Count < context.Settings.ValueOf(Fewest)) yield break;
        var others = RuleCost.Listed([.. run.Skip(1).Select(other => other.Name)], Named);
        var rest = run.Count == 2 ? "it" : "them";
        yield return new(
            FieldPath.Root["spec"]["selector"],
            $"{others} {(run.Count == 2 ? "follows" : "follow")} {run[0].Name} in tier {policy.Tier} and {(run.Count == 2 ? "selects" : "select")} "
                + $"the same endpoints: {run.Count} policies to match where 1 would do.",
            $"Put the rules of {others} behind those of {run[0].Name}, in that order, and delete {rest}. The rules decide each packet as before.{Types(run)}")
        {
            Change = () => ScopeChange.Merged(policy, context),
            Saving = $"{RuleCost.Policies(run.Count - 1)} on each selected endpoint.",
        };
    }

    private static string Types(IReadOnlyList<TieredPolicy> run)
    {
        var types = run.SelectMany(policy => policy.Types).Distinct().ToList();
        return types.Count == run[0].Types.Count ? string.Empty : $" Set spec.types: [{string.Join(", ", types)}].";
    }
}
