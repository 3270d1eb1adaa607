namespace CalicoPolicy.Core.Resources;

/// <summary>Tiers that a cluster has without anybody's making them (decision 27), and those that the operator keeps.</summary>
internal static class BuiltInTiers
{
    /// <summary>The order that the operator gives its own tier.</summary>
    public const double SystemOrder = 100;

    /// <summary>Whether a cluster of the target has the tier: <c>default</c>, and those of Kubernetes' cluster policies under their name of the time.</summary>
    public static bool Exist(string tier, CalicoTarget target) => tier switch
    {
        TieredPolicy.DefaultTier => true,
        "kube-admin" or "kube-baseline" => TakesBareNames(target),
        "adminnetworkpolicy" or "baselineadminnetworkpolicy" => !TakesBareNames(target),
        _ => IsOfOperator(tier),
    };

    /// <summary>Whether the tier is the operator's, which makes it and puts its own policies into it.</summary>
    public static bool IsOfOperator(string tier) => tier is "calico-system" or "allow-tigera";

    /// <summary>Whether the version takes policies whose names do not begin with their tier (decision 13).</summary>
    public static bool TakesBareNames(CalicoTarget target) =>
        target.IsAtLeast(CalicoProduct.OpenSource, 3, 32) || target.IsAtLeast(CalicoProduct.Enterprise, 3, 24);

    /// <summary>A built-in tier's order; null for any other tier.</summary>
    public static double? OrderOf(string tier) => tier switch
    {
        TieredPolicy.DefaultTier => Tier.DefaultOrder,
        "kube-admin" or "adminnetworkpolicy" => 1_000,
        "kube-baseline" or "baselineadminnetworkpolicy" => 10_000_000,
        "calico-system" or "allow-tigera" => SystemOrder,
        _ => null,
    };

    /// <summary>What the end of a built-in tier does.</summary>
    public static PolicyAction DefaultActionOf(string tier) => tier switch
    {
        "kube-admin" or "kube-baseline" or "adminnetworkpolicy" or "baselineadminnetworkpolicy" or "calico-system" or "allow-tigera" => PolicyAction.Pass,
        _ => PolicyAction.Deny,
    };
}
