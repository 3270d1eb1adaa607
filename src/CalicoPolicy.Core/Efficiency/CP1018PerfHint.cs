using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The hint <c>AssumeNeededOnEveryNode</c> on a policy for a few pods: kept to one namespace, and to given values of a label there.
/// Silent where a DaemonSet of the input makes such pods, which are on every node. With a snapshot the nodes decide on which the policy's
/// pods are; and a large policy for nearly all endpoints is found that lacks the hint.
/// </summary>
internal sealed class CP1018PerfHint : FindingRule<TieredPolicy>
{
    private const string Hint = "AssumeNeededOnEveryNode";

    private static readonly RuleThreshold Fewest = new("CP1018", "rules", 0, "The fewest rules of a policy that are worth a finding, both directions together.") { Least = 0 };

    public CP1018PerfHint()
        : base(new("CP1018", "PerfHint", FindingSeverity.Low, "A policy for a few pods of one namespace is loaded on every node.") { Parameters = [Fewest] })
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var rules = policy.Ingress.Count + policy.Egress.Count;
        var hasHint = policy.PerformanceHints.Contains(Hint);
        var isLarge = rules > context.Settings.ValueOf(SplitPolicies.MostRules);
        if (Inventory.Of(context) is { } inventory && (hasHint || isLarge) && HintUse.Of(policy, inventory) is { } use)
        {
            if (!hasHint && use.IsForNearlyAll)
                yield return Missing(policy, rules, use);
            if (hasHint && use.IsNarrow && rules >= context.Settings.ValueOf(Fewest)) yield return Narrow(policy, rules, use);
            yield break;
        }

        if (!hasHint || rules < context.Settings.ValueOf(Fewest) || PolicyScope.GovernsForwarded(policy)) yield break;
        var selectors = SelectorCache.Of(context);
        var ns = policy is GlobalPolicy global ? PolicyScope.SingleNamespace(global.NamespaceSelector, selectors) : policy.Namespace ?? "default";
        if (ns is null || !(AsksForValues(policy.Selector, selectors) || AsksForValues(policy.ServiceAccountSelector, selectors))) yield break;
        if (DaemonSets.Of(context).In(ns).Any(pods => IsSelected(pods, policy, ns, selectors))) yield break;
        yield return new(
            FieldPath.Root["spec"]["performanceHints"],
            $"{Hint} puts the policy's rules and IP sets on every node before a pod needs them, but the policy selects certain pods of namespace "
                + $"{ns} only: the other nodes keep them up to date for nothing.",
            $"Remove {Hint} from spec.performanceHints, unless such pods come and go on nearly every node.")
        {
            Saving = $"{RuleCost.Count(rules, "rule")} and their IP sets on each node without such pods.",
            Change = () => WithoutHint(policy),
        };
    }

    private static SuggestedChange WithoutHint(TieredPolicy policy) =>
        SuggestedChange.To(policy with { PerformanceHints = [.. policy.PerformanceHints.Where(hint => hint != Hint)] });

    private static Observation Narrow(TieredPolicy policy, int rules, HintUse use) => new(
        FieldPath.Root["spec"]["performanceHints"],
        $"{Hint} puts the policy's rules and IP sets on every node before a pod needs them, but the policy selects {RuleCost.Count(use.Selected, "endpoint")} on "
            + $"{RuleCost.Number(use.NodesInUse)} of {RuleCost.Count(use.Nodes, "node")} of the snapshot: the others keep them up to date for nothing.",
        $"Remove {Hint} from spec.performanceHints, unless such pods come and go on nearly every node.")
    {
        Saving = $"{RuleCost.Count(rules, "rule")} and their IP sets on each of {RuleCost.Count(use.Nodes - use.NodesInUse, "node")}.",
        Change = () => WithoutHint(policy),
    };

    private static Observation Missing(TieredPolicy policy, int rules, HintUse use) => new(
        FieldPath.Root["spec"],
        $"The policy has {RuleCost.Count(rules, "rule")} and selects {RuleCost.Number(use.Selected)} of the {RuleCost.Count(use.All, "endpoint")} of the snapshot, so that every node needs it. "
            + $"Without {Hint} a node works it out when the first such pod starts there, which waits for it.",
        $"Add {Hint} to spec.performanceHints.")
    {
        Content = "missing",
        Change = () => SuggestedChange.To(policy with { PerformanceHints = [.. policy.PerformanceHints, Hint] }),
    };

    private static bool AsksForValues(string? text, SelectorCache selectors) => selectors.Find(text) is { } selector
        && LabelRestrictions.Of(selector.Root).Labels.Any(asked =>
            asked.Value is { MustBePresent: true, LimitsValues: true } && asked.Key is not (AutomaticLabels.Orchestrator or AutomaticLabels.Namespace));

    // Which service account's labels a DaemonSet's pods get is not known here.
    private static bool IsSelected(DaemonSet pods, TieredPolicy policy, string ns, SelectorCache selectors) =>
        selectors.Find(policy.Selector) is not { } selector || selector.Matches(pods.Template.Labels.With(
            [new(AutomaticLabels.Namespace, ns), new(AutomaticLabels.Orchestrator, "k8s")]));
}
