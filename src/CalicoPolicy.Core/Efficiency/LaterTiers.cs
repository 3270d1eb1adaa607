using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The enforced policies of an input by tier order, direction and selector, to find one of a later tier that is for the same
/// endpoints; those of Kubernetes are in the tier default. Made in O(n log n); a question looks at those with the policy's
/// selector, or at all where it has none.
/// </summary>
internal sealed class LaterTiers
{
    /// <summary>More candidates than this are not looked at; nothing is found then.</summary>
    private const int MaxCandidates = 500;

    private readonly Dictionary<(PolicyType Direction, string Key), List<(double Order, TieredPolicy Policy)>> _policies = [];
    private readonly HashSet<(string Tier, PolicyType Direction)> _passing = [];
    private readonly SelectorCache _selectors;
    private readonly TierIndex _tiers;
    private readonly KnownNamespaces _namespaces;

    private LaterTiers(RuleContext context)
    {
        _selectors = SelectorCache.Of(context);
        _tiers = TierIndex.Of(context);
        _namespaces = KnownNamespaces.Of(context);
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is TieredPolicy policy && !policy.IsStaged && !PolicyScope.IsForHostsOnly(policy)) Add(policy);
            if (resource is KubernetesNetworkPolicy kubernetes) Add(Frame(kubernetes));
        }

        foreach (var group in _policies.Values) group.Sort((left, right) => right.Order.CompareTo(left.Order));
    }

    /// <summary>The policies of a run.</summary>
    public static LaterTiers Of(RuleContext context) => context.Shared(static made => new LaterTiers(made));

    /// <summary>Whether some policy of a tier passes traffic of a direction on.</summary>
    public bool HasPass(string tier, PolicyType direction) => _passing.Contains((tier, direction));

    /// <summary>A policy of a later tier whose endpoints a policy surely selects all; null where none is known.</summary>
    public TieredPolicy? Find(TieredPolicy policy, PolicyType direction)
    {
        if (_tiers.OrderOf(policy.Tier) is not { } order) return null;
        var isUnbounded = PolicyScope.IsUnbounded(policy.Selector, _selectors);
        var key = (isUnbounded ? string.Empty : Key(policy)) + (policy.IsNamespaced ? Namespace(policy) : string.Empty);
        if (!_policies.TryGetValue((direction, key), out var candidates)) return null;
        for (var index = 0; index < candidates.Count && index < MaxCandidates && candidates[index].Order > order; index++)
        {
            // Who only denies what the tier's end denies too is not missed.
            if (candidates[index].Policy.RulesOf(direction).Count == 0) continue;
            if (SharedEndpoints.Includes(policy, candidates[index].Policy, _selectors, _namespaces)) return candidates[index].Policy;
        }

        return null;
    }

    /// <summary>Whether a policy of a later tier is in the input for a direction, whatever it selects.</summary>
    public bool HasAnyAfter(double order, PolicyType direction) =>
        _policies.TryGetValue((direction, string.Empty), out var all) && all[0].Order > order;

    /// <summary>Whom a policy of Kubernetes selects, and in which directions it allows something.</summary>
    private static NetworkPolicy Frame(KubernetesNetworkPolicy policy) => new()
    {
        Metadata = policy.Metadata,
        Selector = KubernetesSelectors.Criteria(policy.PodSelector),
        DeclaredTypes = policy.Types,
        Ingress = [.. policy.Ingress.Take(1).Select(_ => new PolicyRule { Action = PolicyAction.Allow })],
        Egress = [.. policy.Egress.Take(1).Select(_ => new PolicyRule { Action = PolicyAction.Allow })],
    };

    private void Add(TieredPolicy policy)
    {
        foreach (var direction in policy.Types)
        {
            if (policy.RulesOf(direction).Any(rule => rule.Action == PolicyAction.Pass)) _passing.Add((policy.Tier, direction));
            if (_tiers.OrderOf(policy.Tier) is not { } order) continue;
            Add((direction, string.Empty), order, policy);
            if (policy.IsNamespaced) Add((direction, Namespace(policy)), order, policy);
            if (PolicyScope.IsUnbounded(policy.Selector, _selectors)) continue;
            Add((direction, Key(policy)), order, policy);
            if (policy.IsNamespaced) Add((direction, Key(policy) + Namespace(policy)), order, policy);
        }
    }

    private void Add((PolicyType, string) key, double order, TieredPolicy policy)
    {
        if (!_policies.TryGetValue(key, out var group)) _policies.Add(key, group = []);
        group.Add((order, policy));
    }

    private string Key(TieredPolicy policy) => "s " + _selectors.Canonical(policy.Selector);

    private static string Namespace(TieredPolicy policy) => "\nin " + (policy.Namespace ?? "default");
}
