using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// What may stand for a while in place of an object, so that others can change one by one. None lets through what neither end of the
/// change does by itself; whether it helps the engine says.
/// </summary>
internal static class BridgeVersions
{
    private static readonly PolicyRule PassOn = new() { Action = PolicyAction.Pass };

    /// <summary>The version between; null where there is none.</summary>
    public static Resource? Of(PlannedChange change, CalicoTarget target) => change switch
    {
        { Before: null, After: Tier tier } => Passing(tier, target),
        { Before: Tier tier, After: null } => Passing(tier, target),
        { Before: null, After: TieredPolicy and not IStagedPolicy and var policy } => Shell((TieredPolicy)policy),
        { Before: TieredPolicy and not IStagedPolicy and var policy, After: null } => Shell((TieredPolicy)policy),
        { Before: TieredPolicy and not IStagedPolicy and var before, After: TieredPolicy and var after } => Both((TieredPolicy)before, (TieredPolicy)after),
        _ => null,
    };

    /// <summary>A tier that ends with Pass: as long as it does, its policies cut nothing that they do not deny by a rule.</summary>
    private static Tier? Passing(Tier tier, CalicoTarget target)
    {
        var hasAction = target.Product != CalicoProduct.Enterprise || target.IsAtLeast(CalicoProduct.Enterprise, 3, 19);
        return hasAction && tier.DefaultAction == PolicyAction.Deny && BuiltInTiers.OrderOf(tier.Name) is null ? tier with { DefaultAction = PolicyAction.Pass } : null;
    }

    /// <summary>A policy that passes everything on: for what it selects, its tier is as if it were not there.</summary>
    private static TieredPolicy? Shell(TieredPolicy policy)
    {
        if (policy is GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true }) return null;
        var types = policy.Types;
        return policy with
        {
            DeclaredTypes = types,
            Ingress = types.Contains(PolicyType.Ingress) ? [PassOn] : [],
            Egress = types.Contains(PolicyType.Egress) ? [PassOn] : [],
        };
    }

    /// <summary>A policy that allows what it did and what it will, where it only ever allows.</summary>
    private static TieredPolicy? Both(TieredPolicy before, TieredPolicy after)
    {
        if (!OnlyAllows(before) || !OnlyAllows(after) || !before.Types.ToHashSet().SetEquals(after.Types)) return null;
        if ((before.Tier, before.Order, before.Selector, before.ServiceAccountSelector) != (after.Tier, after.Order, after.Selector, after.ServiceAccountSelector)) return null;
        if (before is GlobalPolicy old && after is GlobalPolicy now && (old.NamespaceSelector, old.DoNotTrack, old.PreDnat, old.ApplyOnForward) != (now.NamespaceSelector, now.DoNotTrack, now.PreDnat, now.ApplyOnForward)) return null;
        return after with
        {
            DeclaredTypes = after.Types,
            Ingress = [.. after.Ingress, .. before.Ingress.Where(rule => !after.Ingress.Contains(rule))],
            Egress = [.. after.Egress, .. before.Egress.Where(rule => !after.Egress.Contains(rule))],
        };
    }

    private static bool OnlyAllows(TieredPolicy policy) => policy.Ingress.Concat(policy.Egress).All(rule => rule.Action == PolicyAction.Allow);
}
