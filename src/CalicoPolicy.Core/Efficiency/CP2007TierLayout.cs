using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The usual layout of tiers: the operator's tier first, then security and platform, then application, then default. A tier for
/// quarantine comes first on purpose (decision 28). Only on a complete input. Of a tier without an object the order is known only where
/// it is the operator's, which puts its order back; that tier exists where it has policies. Any other tier without an object does not
/// exist on a complete input (CP2001), and its policies come last.
/// </summary>
internal sealed class CP2007TierLayout : FindingRule<Tier>
{
    public CP2007TierLayout()
        : base(new("CP2007", "TierLayout", FindingSeverity.Low, "A tier comes before one that should decide first."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(Tier tier, RuleContext context)
    {
        if (!context.Complete || BuiltInTiers.OrderOf(tier.Name) is not null || tier.Name.Contains("quarantine", StringComparison.Ordinal)) yield break;
        if (Inventory.Of(context) is { } inventory && inventory.Snapshot.IsMissing("Tier")) yield break;
        var tiers = TierIndex.Of(context);
        var order = tier.Order ?? Tier.DefaultOrder;
        foreach (var (name, reason) in Before(tier.Name))
        {
            if (OrderOf(name, tiers) is not { } later || later <= order) continue;
            yield return new(
                FieldPath.Root["spec"]["order"],
                $"The tier {tier.Name} comes before tier {name}, {reason}.",
                $"Give tier {tier.Name} an order after that of tier {name}.")
            { Content = name };
        }
    }

    private static double? OrderOf(string name, TierIndex tiers) =>
        tiers.Find(name) is not null || tiers.PoliciesOf(name).Count > 0 ? tiers.OrderOf(name) : null;

    private static IEnumerable<(string Name, string Reason)> Before(string tier)
    {
        const string System = "which keeps Calico itself working";
        const string Guard = "whose owners are to decide before those of applications";
        yield return ("calico-system", System);
        yield return ("allow-tigera", System);
        if (tier != "application") yield break;
        yield return ("security", Guard);
        yield return ("platform", Guard);
    }
}
