using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>The tiers that have policies, in their order (calico-dataplane.md 3.1, decisions 1 and 27).</summary>
internal static class PlainTiers
{
    // Calico makes them itself, without anybody writing them down.
    private static readonly (string Name, double Order, bool Passes)[] BuiltIn =
        [("default", 1_000_000, false), ("kube-admin", 1_000, true), ("kube-baseline", 10_000_000, true)];

    /// <summary>The tiers of the policies that apply on one side of a flow.</summary>
    public static IReadOnlyList<PlainTier> Of(IReadOnlyList<Resource> resources, IReadOnlyList<PlainPolicy> policies, bool isComplete, World world, string side)
    {
        var known = new List<(PlainTier Tier, double Order)>();
        var missing = new List<PlainTier>();
        foreach (var group in policies.GroupBy(policy => policy.Policy.Tier))
        {
            var ordered = group.OrderBy(policy => policy.Policy.Order ?? double.PositiveInfinity).ThenBy(policy => policy.Key, StringComparer.Ordinal).ToList();
            if (resources.OfType<Tier>().FirstOrDefault(tier => tier.Name == group.Key) is { } tier)
                known.Add((new(group.Key, tier.DefaultAction == PolicyAction.Pass, ordered), tier.Order ?? 1_000_000));
            else if (BuiltIn.FirstOrDefault(tier => tier.Name == group.Key) is { Name: not null } builtIn)
                known.Add((new(group.Key, builtIn.Passes, ordered), builtIn.Order));
            else
                missing.Add(new(group.Key, Passes: false, ordered));
        }

        var tiers = known.OrderBy(tier => tier.Order).ThenBy(tier => tier.Tier.Name, StringComparer.Ordinal).Select(tier => tier.Tier).ToList();
        foreach (var tier in missing.OrderBy(tier => tier.Name, StringComparer.Ordinal))
        {
            // Calico evaluates such policies last and ends in Deny; of files nobody knows where the tier will be, and how it ends.
            if (isComplete) tiers.Add(tier);
            else tiers.Insert(world.Pick((tier.Name, side, "place"), [.. Enumerable.Range(0, tiers.Count + 1)]), tier with { Passes = world.Ask((tier.Name, "passes")) });
        }

        return tiers;
    }
}
