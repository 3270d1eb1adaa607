using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The policies of an input that end a direction with a plain Allow or Pass, by tier: what they select does not meet the end of the
/// tier. Made in O(rules); a question costs O(such policies of the tier that are global or in the same namespace), of which there are few.
/// </summary>
internal sealed class OpenEnds
{
    private readonly Dictionary<(string Tier, PolicyType Direction, string? Namespace), List<TieredPolicy>> _policies = [];
    private readonly KnownNamespaces _namespaces;

    private OpenEnds(RuleContext context)
    {
        _namespaces = KnownNamespaces.Of(context);
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is not TieredPolicy policy || PolicyScope.IsForHostsOnly(policy)) continue;
            foreach (var direction in policy.Types)
            {
                if (!policy.RulesOf(direction).Any(rule => rule.Action != PolicyAction.Deny && rule.Action.IsTerminal && rule.IsUnconditional())) continue;
                var key = (policy.Tier, direction, policy.IsNamespaced ? policy.Namespace ?? "default" : null);
                if (!_policies.TryGetValue(key, out var known)) _policies.Add(key, known = []);
                known.Add(policy);
            }
        }
    }

    /// <summary>The open ends of a run.</summary>
    public static OpenEnds Of(RuleContext context) => context.Shared(static made => new OpenEnds(made));

    /// <summary>Whether another policy of the tier lets all that a policy selects out of it.</summary>
    public bool IsOpen(TieredPolicy policy, PolicyType direction, SelectorCache selectors) =>
        IsOpen(policy, direction, null, selectors) || (policy.IsNamespaced && IsOpen(policy, direction, policy.Namespace ?? "default", selectors));

    /// <summary>Whether another policy of the tier lets all pods of a namespace out of it.</summary>
    /// <param name="policy">The policy that is asked for; the other one is in force where this one is.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="selectors">The run's selectors.</param>
    /// <param name="isBefore">Whether the other one must come before the policy, as where that ends in a Deny of its own.</param>
    public bool LetsOutPodsOf(TieredPolicy policy, PolicyType direction, string ns, SelectorCache selectors, bool isBefore) =>
        Others(policy, direction, isBefore, null).Concat(Others(policy, direction, isBefore, ns)).Any(other => PolicyReach.SelectsPodsOf(other, ns, selectors) == true);

    /// <summary>Whether another policy of the tier lets all host endpoints out of it.</summary>
    public bool LetsOutHosts(TieredPolicy policy, PolicyType direction, SelectorCache selectors) =>
        Others(policy, direction, isBefore: false, null).Any(other => PolicyReach.SelectsHosts(other, selectors) == true);

    private IEnumerable<TieredPolicy> Others(TieredPolicy policy, PolicyType direction, bool isBefore, string? ns) =>
        _policies.TryGetValue((policy.Tier, direction, ns), out var known)
            ? known.Where(other => (!other.IsStaged || policy.IsStaged) && (!isBefore || PolicyOrder.Instance.Compare(other, policy) < 0))
            : [];

    private bool IsOpen(TieredPolicy policy, PolicyType direction, string? ns, SelectorCache selectors) =>
        _policies.TryGetValue((policy.Tier, direction, ns), out var known)
        && known.Exists(other => (!other.IsStaged || policy.IsStaged) && SharedEndpoints.Includes(other, policy, selectors, _namespaces));
}
