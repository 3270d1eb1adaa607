using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>The tiers of an input, and their policies in the order of evaluation.</summary>
/// <remarks>Made in O(n log n) for n policies.</remarks>
internal sealed class TierIndex
{
    private readonly Dictionary<string, Tier> _tiers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tier, string? Namespace), List<TieredPolicy>> _policies = [];
    private readonly Dictionary<string, List<TieredPolicy>> _all = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kubernetesNamespaces = new(StringComparer.Ordinal);

    private TierIndex(RuleContext context)
    {
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is Tier tier)
                _tiers[tier.Name] = tier;
            else if (resource is TieredPolicy policy)
                Add(policy);
            else if (resource is KubernetesNetworkPolicy)
                _kubernetesNamespaces.Add(resource.Namespace ?? "default");
        }

        foreach (var policies in _policies.Values) policies.Sort(PolicyOrder.Instance);
        foreach (var policies in _all.Values) policies.Sort(PolicyOrder.Instance);
    }

    /// <summary>The index of a run.</summary>
    public static TierIndex Of(RuleContext context) => context.Shared(static made => new TierIndex(made));

    /// <summary>What happens at a tier's end; Deny for a tier that is not in the input (decision 10).</summary>
    public PolicyAction DefaultActionOf(string tier) => _tiers.TryGetValue(tier, out var known) ? known.DefaultAction : PolicyAction.Deny;

    /// <summary>The tier as the input has it; null where it is not in the input.</summary>
    public Tier? Find(string tier) => _tiers.GetValueOrDefault(tier);

    /// <summary>
    /// A tier's place among the tiers; null for one that is neither in the input nor built in, since nobody knows.
    /// </summary>
    public double? OrderOf(string tier) =>
        _tiers.TryGetValue(tier, out var known) ? known.Order ?? Tier.DefaultOrder : BuiltInTiers.OrderOf(tier);

    /// <summary>A tier's policies in the order of evaluation.</summary>
    public IReadOnlyList<TieredPolicy> PoliciesOf(string tier) => _all.GetValueOrDefault(tier) ?? [];

    /// <summary>The names of the tiers that the policies of the input are in.</summary>
    public IReadOnlyCollection<string> UsedTiers => _all.Keys;

    /// <summary>Whether the input knows a tier: by its object, or by another policy that is in it.</summary>
    public bool IsKnown(string tier) => _tiers.ContainsKey(tier) || _all.ContainsKey(tier) || BuiltInTiers.OrderOf(tier) is not null;

    /// <summary>
    /// The policies of the same tier that come after one and may select what it selects, going by namespace: in order, those of
    /// its namespace before the global ones.
    /// </summary>
    public IEnumerable<TieredPolicy> After(TieredPolicy policy) => policy.IsNamespaced
        ? After(policy, Of(policy.Tier, policy.Namespace ?? "default")).Concat(After(policy, Of(policy.Tier, null)))
        : After(policy, _all.GetValueOrDefault(policy.Tier) ?? []);

    /// <summary>The policies of the same tier that may select what one of a namespace selects, going by namespace: those of its namespace before the global ones.</summary>
    public IEnumerable<TieredPolicy> Beside(TieredPolicy policy) => Of(policy.Tier, policy.Namespace ?? "default").Concat(Of(policy.Tier, null));

    /// <summary>
    /// The policies of the same tier between two of one namespace, or of none, that may select what they select, going by namespace:
    /// those of their namespace before the global ones.
    /// </summary>
    public IEnumerable<TieredPolicy> Between(TieredPolicy first, TieredPolicy last) => first.IsNamespaced
        ? Between(first, last, Of(first.Tier, first.Namespace ?? "default")).Concat(Between(first, last, Of(first.Tier, null)))
        : Between(first, last, _all.GetValueOrDefault(first.Tier) ?? []);

    /// <summary>The lists of policies of one tier and namespace, and those of the global ones of a tier, in order of evaluation.</summary>
    public IEnumerable<IReadOnlyList<TieredPolicy>> Lists => _policies.Values;

    /// <summary>Whether a Kubernetes policy, all of which are in the default tier, is in a namespace; null: in any.</summary>
    public bool HasKubernetesPolicy(string? ns) => ns is null ? _kubernetesNamespaces.Count > 0 : _kubernetesNamespaces.Contains(ns);

    private static IEnumerable<TieredPolicy> After(TieredPolicy policy, List<TieredPolicy> policies)
    {
        var at = policies.BinarySearch(policy, PolicyOrder.Instance);
        for (var index = at < 0 ? ~at : at + 1; index < policies.Count; index++)
        {
            if (PolicyOrder.Instance.Compare(policies[index], policy) > 0) yield return policies[index];
        }
    }

    private static IEnumerable<TieredPolicy> Between(TieredPolicy first, TieredPolicy last, List<TieredPolicy> policies) =>
        After(first, policies).TakeWhile(policy => PolicyOrder.Instance.Compare(policy, last) < 0);

    private List<TieredPolicy> Of(string tier, string? ns) => _policies.GetValueOrDefault((tier, ns)) ?? [];

    private void Add(TieredPolicy policy)
    {
        var key = (policy.Tier, policy.IsNamespaced ? policy.Namespace ?? "default" : null);
        if (!_policies.TryGetValue(key, out var group)) _policies.Add(key, group = []);
        group.Add(policy);
        if (!_all.TryGetValue(policy.Tier, out var all)) _all.Add(policy.Tier, all = []);
        all.Add(policy);
    }
}
