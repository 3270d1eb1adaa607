using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>
/// The tiers that rights may be about, in the order of evaluation: those that are there, the default one, and where others may exist
/// those that access rules name. What has no known order comes last.
/// </summary>
internal static class TierOrder
{
    public static IReadOnlyList<(string Name, double? Order)> Of(IReadOnlyList<Resource> resources, bool isComplete)
    {
        var tiers = new Dictionary<string, double?>(StringComparer.Ordinal) { [TieredPolicy.DefaultTier] = Tier.DefaultOrder };
        foreach (var tier in resources.OfType<Tier>()) tiers[tier.Name] = tier.Order ?? Tier.DefaultOrder;
        if (!isComplete)
        {
            foreach (var name in resources.OfType<AccessRole>().SelectMany(role => role.Rules).SelectMany(Named)) tiers.TryAdd(name, BuiltInTiers.OrderOf(name));
        }

        return [.. tiers.Select(tier => (tier.Key, tier.Value)).OrderBy(tier => tier.Value ?? double.PositiveInfinity).ThenBy(tier => tier.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Named(AccessRule rule)
    {
        if (!rule.ApiGroups.Contains("projectcalico.org")) return [];
        if (rule.Resources.Contains("tiers")) return rule.ResourceNames;
        return rule.Resources.Any(resource => resource.StartsWith("tier.", StringComparison.Ordinal))
            ? rule.ResourceNames.Where(name => name.EndsWith(".*", StringComparison.Ordinal)).Select(name => name[..^2])
            : [];
    }
}
