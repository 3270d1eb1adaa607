using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A network set without labels, which no rule can select; or, where the input is the whole set, one that no rule selects
/// (decisions 12 and 34).
/// </summary>
internal sealed class CP3007UnusedSet : FindingRule<AddressSet>
{
    public CP3007UnusedSet()
        : base(new("CP3007", "UnusedSet", FindingSeverity.Low, "A network set has no labels, or no rule selects it."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(AddressSet set, RuleContext context)
    {
        var isUnlabelled = set.Labels.Count == 0;
        if ((!isUnlabelled && !context.Complete) || IsUsed(set, context)) yield break;
        yield return isUnlabelled
            ? new(
                FieldPath.Root["metadata"]["name"],
                $"The {set.Kind} has no labels; rules select sets by label, so that nothing can select this one.",
                "Give it a label in metadata.labels that says what the addresses are, and select the label in rules; or delete the set.")
            { Content = "unlabelled" }
            : new(
                FieldPath.Root["metadata"]["labels"],
                $"No rule of the {(Inventory.Of(context) is null ? "input" : "snapshot")} selects {set.Labels}, which the {set.Kind} carries: the set does nothing.",
                "Delete the set, or mend the selectors that were meant to select it.")
            {
                Content = "unused",
                Saving = Inventory.Of(context) is null ? null : $"1 network set with {RuleCost.Count((long)set.Nets.Count + set.AllowedEgressDomains.Count, "member")}.",
            };
    }

    /// <summary>Whether a rule may select the set. What a gap of the snapshot hides may.</summary>
    private static bool IsUsed(AddressSet set, RuleContext context) => Inventory.Of(context) is { } inventory
        ? !inventory.HasAllPolicies || inventory.Snapshot.IsMissing("Profile") || inventory.Sets.AreSelected(set)
        : SetUses.Of(context).Contains(set);
}
