using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A selector that Calico cannot look up in its label index and so tries on every endpoint. All the selectors of one place are
/// judged together, since they are joined with and; in a namespaced policy the namespace is part of them and indexes them all
/// (Calico's documentation, selector performance).
/// </summary>
internal sealed class CP1008UnoptimisedSelector : FindingRule<TieredPolicy>
{
    public CP1008UnoptimisedSelector()
        : base(new(
            "CP1008", "UnoptimisedSelector", FindingSeverity.Medium,
            "Calico cannot look a selector up in its label index and tries it on every endpoint."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        foreach (var place in SelectorFields.Of(policy, context).GroupBy(field => field.Rule is null ? FieldPath.Root : Side(field)))
        {
            if (Slowest([.. place], policy, selectors) is not var (field, selector, reason)) continue;
            yield return Observe(policy, field, selector, reason, content, context);
        }
    }

    private static FieldPath Side(SelectorField field) =>
        field.Path.Parent!.Name == "serviceAccounts" ? field.Path.Parent.Parent! : field.Path.Parent;

    /// <summary>The field to blame where no selector of the place can be looked up by a whole value or by has().</summary>
    private static (SelectorField Field, Selector Selector, SelectorNode Reason)? Slowest(
        List<SelectorField> fields, TieredPolicy policy, SelectorCache selectors)
    {
        var rule = fields[0].Rule;
        var peer = rule is null ? null : Side(fields[0]).Name == "source" ? rule.Rule.Source : rule.Rule.Destination;
        if (IsKeptToNamespace(policy, peer) || peer?.ServiceAccounts is { Names.Count: > 0 }) return null;

        // A notSelector beside other selectors is joined to them; alone it is looked up by itself.
        var positive = fields.FindAll(field => field.Name != "notSelector");
        (SelectorField, Selector, SelectorNode)? slow = null, partial = null;
        foreach (var field in positive.Count > 0 ? positive : fields)
        {
            if (selectors.Find(field.Text) is not { } selector) return null;

            // all() and global() alone narrow nothing; they are the business of CP1002 and CP1007.
            if (selector.Root is GlobalNode || selector.MatchesEverything) continue;
            var indexing = SelectorIndexing.Of(selector.Root);
            if (!indexing.IsOptimized)
                slow ??= (field, selector, indexing.Reason);
            else if (IsPartial(indexing.Reason))
                partial ??= (field, selector, indexing.Reason);
            else
                return null;
        }

        return partial ?? slow;
    }

    private static bool IsKeptToNamespace(TieredPolicy policy, PolicyPeer? peer) =>
        policy.IsNamespaced && (peer is null || string.IsNullOrEmpty(peer.NamespaceSelector));

    private static bool IsPartial(SelectorNode reason) =>
        reason is LabelNode { Operator: LabelOperator.Contains or LabelOperator.StartsWith or LabelOperator.EndsWith };

    private static Observation Observe(TieredPolicy policy, SelectorField field, Selector selector, SelectorNode reason, RuleContent content, RuleContext context)
    {
        var isPartial = IsPartial(reason);
        var what = reason switch
        {
            LabelNode { Operator: LabelOperator.Contains } => "contains",
            LabelNode { Operator: LabelOperator.StartsWith } => "starts with",
            LabelNode { Operator: LabelOperator.EndsWith } => "ends with",
            LabelNode { Operator: LabelOperator.NotEqual } => "!=",
            LabelNode { Operator: LabelOperator.NotIn } => "not in",
            NotNode => "!",
            OrNode => "||",
            _ => "all()",
        };
        var message = isPartial
            ? $"The {field.Description} compares a part of a value ({what}), which costs as much as has({((LabelNode)reason).Label}): every "
                + $"endpoint with the label is tried{Tried(field, ((LabelNode)reason).Label, context)}."
            : $"Calico cannot look up the {field.Description} in its label index because of {what}, and tries it on every endpoint{Tried(field, null, context)}; "
                + "with hundreds of rules an indexed selector takes orders of magnitude less CPU.";
        return new(field.Path, message, Recommendation(field, selector, isPartial))
        {
            Content = $"{field.ShortDescription} {(field.Rule is null ? selector.Canonical : field.Rule.ListName + content.Of(field.Rule.Rule))}",
            Severity = isPartial ? FindingSeverity.Low : FindingSeverity.Medium,
            Part = new(field.Text, reason.Range.Start),
            Change = () => Simplified(policy, field, selector),
        };
    }

    /// <summary>
    /// On how many endpoints of the snapshot a selector is tried, in words; empty without one. A policy's is tried on each node on the
    /// endpoints of that node, a rule's on each node on all endpoints and network sets (felix/calc, active rules and IP sets).
    /// </summary>
    private static string Tried(SelectorField field, string? label, RuleContext context)
    {
        if (Inventory.Of(context) is not { HasEndpoints: true } inventory) return string.Empty;
        if (label is not null)
        {
            label = field.Place switch
            {
                SelectorPlaces.Namespace => AutomaticLabels.NamespacePrefix + label,
                SelectorPlaces.ServiceAccount => AutomaticLabels.ServiceAccountPrefix + label,
                _ => label,
            };
        }

        var tried = (label is null ? inventory.All : inventory.CountWith(label)).ToString();
        if (field.Rule is null) return $" ({tried} in the snapshot, each on its node)";
        var sets = inventory.Snapshot.Sets.Count(set => label is null || set.Labels.TryGet(label, out _));
        return $" ({tried}{(sets > 0 ? $" and {RuleCost.Count(sets, "network set")}" : string.Empty)} in the snapshot, on each node)";
    }

    /// <summary>The policy with the simpler selector, where that is one that can be looked up.</summary>
    private static SuggestedChange? Simplified(TieredPolicy policy, SelectorField field, Selector selector) =>
        Indexed(selector) is { } simpler && PolicyChanges.WithSelector(policy, field.Rule, field.Path, simpler) is { } changed ? SuggestedChange.To(changed) : null;

    /// <summary>A selector that can be looked up by a whole value and selects the same; null where none is known.</summary>
    private static string? Indexed(Selector selector) =>
        SelectorSimplifier.Suggest(selector) is { } simpler
        && SelectorIndexing.Of(Selector.Parse(simpler).Root) is { IsOptimized: true } indexing && !IsPartial(indexing.Reason)
            ? simpler
            : null;

    private static string Recommendation(SelectorField field, Selector selector, bool isPartial)
    {
        if (isPartial) return $"Compare whole values (== or in) in {field.Name}, or add a condition that does with &&.";
        return Indexed(selector) is { } simpler
            ? $"Write {simpler}, which selects the same."
            : $"Add a condition with ==, in or has() to {field.Name} with &&, or select a label that the wanted endpoints carry.";
    }
}
