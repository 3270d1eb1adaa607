using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Puts tiers and policies into the order of evaluation (felix/calc/policy_sorter.go): tiers that exist before those that do not, by
/// order, then name; policies by order, none last, then by name, namespace and kind.
/// </summary>
internal static class TierCompiler
{
    /// <summary>The tiers that have policies, or of which some could not be read.</summary>
    public static CompiledTier[] Compile(PolicySnapshot snapshot, PolicyView view, PolicyCompiler compiler, CancellationToken cancellationToken)
    {
        var policies = new Dictionary<string, List<CompiledPolicy>>(StringComparer.Ordinal);
        foreach (var converted in PolicySelection.Of(snapshot.Resources, view))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (compiler.Compile(converted) is not { } policy) continue;
            if (!policies.TryGetValue(policy.Policy.Tier, out var known)) policies.Add(policy.Policy.Tier, known = []);
            known.Add(policy);
        }

        return Arrange(policies, snapshot.Resources.OfType<Tier>(), view, snapshot);
    }

    /// <summary>The tiers of some policies, in their order.</summary>
    /// <param name="policies">The policies by the name of their tier.</param>
    /// <param name="resources">The tiers that there are.</param>
    /// <param name="view">Which policies count.</param>
    /// <param name="snapshot">Tells what is not known.</param>
    public static CompiledTier[] Arrange(Dictionary<string, List<CompiledPolicy>> policies, IEnumerable<Tier> resources, PolicyView view, PolicySnapshot snapshot)
    {
        var tiers = new Dictionary<string, Tier>(StringComparer.Ordinal);
        foreach (var tier in resources) tiers[tier.Name] = tier;
        var gaps = PolicyGaps.Of(snapshot, view);
        var anywhere = gaps.Where(gap => PolicyGaps.TiersOf(gap) is null).ToList();
        var byTier = gaps.SelectMany(gap => (PolicyGaps.TiersOf(gap) ?? []).Select(tier => (tier, gap))).ToLookup(pair => pair.tier, pair => pair.gap);
        foreach (var tier in byTier) policies.TryAdd(tier.Key, []);
        return
        [
            // What may be in any tier may be in the first.
            .. anywhere.Count == 0 ? (CompiledTier[])[] : [Anywhere(anywhere)],
            .. policies.Select(entry => Compile(entry.Key, entry.Value, tiers.GetValueOrDefault(entry.Key), [.. byTier[entry.Key]], view, snapshot))
                .OrderBy(tier => IsMissing(tier) ? 1 : 0)
                .ThenBy(tier => tier.Resource is { } resource ? resource.Order ?? Tier.DefaultOrder : BuiltInTiers.OrderOf(tier.Name) ?? double.PositiveInfinity)
                .ThenBy(tier => tier.Name, StringComparer.Ordinal),
        ];
    }

    private static bool IsMissing(CompiledTier tier) => tier.Resource is null && BuiltInTiers.OrderOf(tier.Name) is null;

    private static CompiledTier Anywhere(IReadOnlyList<SnapshotGap> gaps) =>
        new() { Name = "*", Resource = null, DefaultAction = RuleStep.Pass, IsKnown = true, Gaps = gaps, Policies = [] };

    private static CompiledTier Compile(string name, List<CompiledPolicy> policies, Tier? tier, IReadOnlyList<SnapshotGap> gaps, PolicyView view, PolicySnapshot snapshot)
    {
        var defaultAction = tier?.DefaultAction ?? BuiltInTiers.DefaultActionOf(name);
        var isBuiltIn = BuiltInTiers.OrderOf(name) is not null;
        return new()
        {
            Name = name,
            Resource = tier,
            DefaultAction = defaultAction == PolicyAction.Pass ? RuleStep.Pass : RuleStep.Deny,

            // A running cluster evaluates such policies last and ends in Deny; of files nobody knows (decision 27).
            IsKnown = tier is not null || isBuiltIn || (snapshot.IsComplete && !snapshot.IsMissing("Tier")),
            Gaps = gaps,
            Policies = [.. policies.OrderBy(policy => policy.Policy.Order ?? double.PositiveInfinity).ThenBy(policy => KeyOf(policy, view), StringComparer.Ordinal)],
        };
    }

    private static string KeyOf(CompiledPolicy policy, PolicyView view) => KeyOf(policy.Source, policy.Policy, view);

    /// <summary>By what policies of the same order are sorted.</summary>
    /// <param name="source">The policy as it was written.</param>
    /// <param name="policy">As Calico has it.</param>
    /// <param name="view">Which policies count.</param>
    public static string KeyOf(Resource source, TieredPolicy policy, PolicyView view)
    {
        var kind = source switch
        {
            KubernetesNetworkPolicy => "KubernetesNetworkPolicy",
            ClusterNetworkPolicy => "KubernetesClusterNetworkPolicy",
            _ => source.Kind,
        };

        // What is intended will be in force, and then has the place of its enforced kind.
        if (view == PolicyView.PendingIntended && source is IStagedPolicy) kind = kind["Staged".Length..];
        return $"{policy.Name}/{(policy.IsNamespaced ? policy.Namespace ?? "default" : null)}/{kind}";
    }
}
