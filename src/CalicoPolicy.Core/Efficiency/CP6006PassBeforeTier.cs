using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A tier hands on to whatever tier is next, by Pass rules or its end, and people who are no administrators may put another tier there:
/// what was passed on with one tier in mind then meets another. At the tier, since the policies are fine.
/// </summary>
internal sealed class CP6006PassBeforeTier : FindingRule<Tier>
{
    public CP6006PassBeforeTier()
        : base(new("CP6006", "PassBeforeTier", FindingSeverity.Low, "A tier passes on to a tier that others may put there."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(Tier tier, RuleContext context)
    {
        var writers = AccessIndex.Of(context).TierWriters;
        if (writers.Count == 0 || BuiltInTiers.IsOfOperator(tier.Name)) yield break;
        var passing = TierIndex.Of(context).PoliciesOf(tier.Name).Where(policy => policy.Ingress.Concat(policy.Egress).Any(rule => rule.Action == PolicyAction.Pass)).ToList();
        if (passing.Count == 0 && tier.DefaultAction != PolicyAction.Pass) yield break;
        var what = passing.Count == 0 ? "its end" : string.Join(", ", passing.Take(3).Select(policy => policy.ToString()));
        yield return new(
            passing.Count == 0 ? FieldPath.Root["spec"]["defaultAction"] : FieldPath.Root,
            $"Tier {tier.Name} passes on to the next tier ({what}), and {string.Join(", ", writers.Select(writer => writer.ToString()).Distinct(StringComparer.Ordinal).Take(3))} may add tiers or change their order: another tier may come next one day.",
            "Review the Pass rules whenever a tier is added or moved; leave that to administrators (CP6001).");
    }
}
