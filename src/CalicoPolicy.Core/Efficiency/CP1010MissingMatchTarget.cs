using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A selector that picks nothing that there is: no endpoint, and in a rule no network set either. Only with a snapshot, and where it has
/// no gap that could hide a target; pods that a workload of the snapshot will make, or has made and that are done, count. What Test-Policy
/// explains (CP3002, CP3003, CP3018) is left to it; quarantine and default denies wait for their pods.
/// </summary>
internal sealed class CP1010MissingMatchTarget : FindingRule<TieredPolicy>
{
    public CP1010MissingMatchTarget()
        : base(new("CP1010", "MissingMatchTarget", FindingSeverity.Low, "A selector picks no endpoint and no network set of the snapshot."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (Inventory.Of(context) is not { HasEndpoints: true } inventory || PolicyScope.IsGivenUp(policy) || BuiltInTiers.IsOfOperator(policy.Tier)) yield break;
        if (inventory.Find(policy) is not { } compiled) yield break;
        var targets = MatchTargets.Of(context, inventory);
        var fields = SelectorFields.Of(policy, context);
        if (compiled.Selector is { } selector && IsMissing(selector, isOfRule: false, fields.Where(field => field.Rule is null), targets, context) && !QuarantineUse.Is(policy, selector.Selector) && !DefaultDenyShape.DeniesAllButDns(policy, context))
            yield return OfPolicy(policy, [.. fields.Where(field => field.Rule is null)], targets, context);

        var content = new RuleContent(SelectorCache.Of(context));
        foreach (var rule in context.RulesOf(policy))
        {
            var match = compiled.RulesOf(rule.Direction == PolicyType.Ingress)[rule.Index];
            foreach (var (side, peer) in rule.Sides)
            {
                var picked = (side == "source" ? match.Source : match.Destination).Selector;
                if (picked is null || (string.IsNullOrEmpty(peer.Selector) && string.IsNullOrEmpty(peer.NamespaceSelector) && peer.ServiceAccounts is null)) continue;
                var given = fields.Where(field => field.Name != "notSelector" && Equals(SideOf(field), rule.Path[side])).ToList();
                if (!IsMissing(picked, isOfRule: true, given, targets, context) || QuarantineUse.Is(policy, picked.Selector)) continue;
                if (side == rule.RemoteField && CP3002GlobalSetFromNamespaced.IsFound(policy, rule, context)) continue;
                yield return OfSide(policy, rule, side, peer, given, content, targets, context);
            }
        }
    }

    private static FieldPath? SideOf(SelectorField field) => field.Rule is null ? null : field.Path.Parent!.Name == "serviceAccounts" ? field.Path.Parent.Parent : field.Path.Parent;

    private static bool IsMissing(SelectorEntry selector, bool isOfRule, IEnumerable<SelectorField> fields, MatchTargets targets, RuleContext context)
    {
        if (targets.MayHave(selector, isOfRule)) return false;
        var selectors = SelectorCache.Of(context);
        return selectors.IsSatisfiable(selector.Selector)
            && fields.All(field => selectors.Find(field.Text) is { } given && selectors.IsSatisfiable(given) && !CP3003WrongAutoLabel.IsFound(field, context));
    }

    private static Observation OfPolicy(TieredPolicy policy, List<SelectorField> fields, MatchTargets targets, RuleContext context)
    {
        var path = fields.Count == 0 ? FieldPath.Root["metadata"]["namespace"] : fields[0].Path;
        var what = fields.Count == 0 ? $"namespace {policy.Namespace ?? "default"}, which the policy is for," : $"{Listed(fields)} of the policy";
        return new(
            path,
            $"Nothing in the snapshot is picked by {what}: the policy is for no endpoint.{Explain(fields, policy.IsNamespaced ? policy.Namespace ?? "default" : null, targets, context)}",
            "Mend the selector or the labels of what it means; or delete the policy.")
        {
            Content = $"policy {string.Join(' ', fields.Select(field => SelectorCache.Of(context).Canonical(field.Text)))}",
            Saving = $"{RuleCost.Policies(1)} with {RuleCost.Count(policy.Ingress.Count + policy.Egress.Count, "rule")}.",
        };
    }

    private static Observation OfSide(
        TieredPolicy policy, RulePlace rule, string side, PolicyPeer peer, List<SelectorField> fields, RuleContent content, MatchTargets targets, RuleContext context)
    {
        var path = fields.Count > 0 ? fields[0].Path : rule.Path[side]["serviceAccounts"]["names"];
        var what = fields.Count > 0 ? Listed(fields) : $"{side}.serviceAccounts";
        var ns = policy.IsNamespaced && string.IsNullOrEmpty(peer.NamespaceSelector) ? policy.Namespace ?? "default" : null;
        var effect = rule.Rule.Action == PolicyAction.Deny ? "it denies nothing" : rule.Rule.Action == PolicyAction.Allow ? "it allows nothing" : "it never matches";
        return new(
            path,
            $"No endpoint and no network set of the snapshot is picked by {what} of {rule}: {effect}.{Explain(fields, ns, targets, context)}",
            $"Mend the selector or the labels of what it means; or delete {rule}.")
        {
            Content = $"{rule.ListName} {side} {content.Of(rule.Rule)}",
            Saving = "1 rule on each endpoint that the policy selects, and 1 IP set without members.",
        };
    }

    private static string Listed(List<SelectorField> fields) => RuleCost.Listed([.. fields.Select(field => field.ShortDescription)], fields.Count);

    /// <summary>Why nothing is picked, as far as one label or the namespace tells.</summary>
    private static string Explain(List<SelectorField> fields, string? ns, MatchTargets targets, RuleContext context)
    {
        foreach (var field in fields)
        {
            if (SelectorCache.Of(context).Find(field.Text) is not { } selector) continue;
            if (targets.Labels.Explain(selector, field.Place) is { Length: > 0 } reason) return reason;
            if (ns is not null && field.Place == SelectorPlaces.Endpoint && targets.NamespacesWith(selector) is { Count: > 0 } elsewhere)
                return $" It fits something in namespace {RuleCost.Listed(elsewhere, 3)}, and the policy looks in {ns} only.";
        }

        return string.Empty;
    }
}
