using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Two policies of a tier with the same order, or none, for the same endpoints, whose rules decide the same traffic in different
/// ways: their names decide which comes first.
/// </summary>
internal sealed class CP2006OrderTie : FindingRule<TieredPolicy>
{
    public CP2006OrderTie()
        : base(new("CP2006", "OrderTie", FindingSeverity.Low, "Two policies that contradict each other have the same order."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (OrderTies.Of(context).FindEarlier(policy) is not var (earlier, direction)) yield break;
        var order = policy.Order is { } given ? FormattableString.Invariant($"the order {given}") : "no order";
        yield return new(
            FieldPath.Root["spec"]["order"],
            $"This policy and {earlier} have both {order} in tier {policy.Tier}, are for the same endpoints, and decide the same "
                + $"{direction.Text.ToLowerInvariant()} in different ways: their names alone put {earlier.Name} first.",
            "Give both an order, the one that is to decide first the lower.")
        { Content = direction.Text };
    }
}
