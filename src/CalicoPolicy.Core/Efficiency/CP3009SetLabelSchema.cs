using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>A network set without one of the label keys that the settings ask of every set; silent where they ask for none.</summary>
internal sealed class CP3009SetLabelSchema : FindingRule<AddressSet>
{
    private static readonly RuleLabelKeys Keys = new("CP3009", "labels", "The keys that each network set is to have a label of.");

    public CP3009SetLabelSchema()
        : base(new("CP3009", "SetLabelSchema", FindingSeverity.Low, "A network set lacks a label key that the settings ask for.")
        {
            OptIn = true,
            Parameters = [Keys],
        })
    {
    }

    protected override IEnumerable<Observation> Judge(AddressSet set, RuleContext context)
    {
        if (context.Settings.Of(Descriptor.Id).LabelKeys is not { } keys) yield break;
        var missing = keys.Where(key => !set.Labels.ContainsKey(key)).ToList();
        if (missing.Count == 0) yield break;
        var names = RuleCost.Listed(missing, missing.Count);
        yield return new(
            FieldPath.Root["metadata"]["labels"],
            $"The {set.Kind} has no {(missing.Count == 1 ? "label" : "labels")} {names}, which the settings ask of every network set: rules that "
                + "select sets by it pass this one over.",
            $"Add {names} to metadata.labels, with the {(missing.Count == 1 ? "value" : "values")} that say what the addresses are.")
        { Content = string.Join(',', missing.Order(StringComparer.Ordinal)) };
    }
}
