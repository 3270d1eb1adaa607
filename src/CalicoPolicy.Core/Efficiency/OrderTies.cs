using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Policies that share tier, order and selectors, and contradict each other: rules that differ in nothing but their action, or a
/// rule for everything beside one of another action. Made in O(rules) over an input.
/// </summary>
internal sealed class OrderTies
{
    private readonly Dictionary<TieredPolicy, (TieredPolicy Earlier, PolicyType Direction)> _ties = new(ReferenceEqualityComparer.Instance);
    private readonly SelectorCache _selectors;

    private OrderTies(RuleContext context)
    {
        _selectors = SelectorCache.Of(context);
        foreach (var group in context.Resources.OfType<TieredPolicy>().Where(policy => !PolicyScope.IsGivenUp(policy)).GroupBy(Key))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            List<TieredPolicy> policies = [.. group.Order(PolicyOrder.Instance)];
            if (policies.Count < 2) continue;
            Compare(policies, PolicyType.Ingress);
            Compare(policies, PolicyType.Egress);
        }
    }

    /// <summary>The ties of a run.</summary>
    public static OrderTies Of(RuleContext context) => context.Shared(static made => new OrderTies(made));

    /// <summary>The policy that a policy contradicts and comes after by its name only; null where there is none.</summary>
    public (TieredPolicy Earlier, PolicyType Direction)? FindEarlier(TieredPolicy policy) => _ties.TryGetValue(policy, out var tie) ? tie : null;

    private (string, double?, bool, string?, string, string, string, (bool?, bool?, bool?)) Key(TieredPolicy policy)
    {
        var global = policy as GlobalPolicy;
        return (policy.Tier, policy.Order, policy.IsStaged, policy.IsNamespaced ? policy.Namespace ?? "default" : null, Scope(policy.Selector),
            Scope(policy.ServiceAccountSelector), Scope(global?.NamespaceSelector), (global?.DoNotTrack, global?.PreDnat, global?.ApplyOnForward));
    }

    private string Scope(string? text) => PolicyScope.Bounds(text, _selectors);

    private void Compare(List<TieredPolicy> policies, PolicyType direction)
    {
        var content = new RuleContent(_selectors);
        var decided = new Dictionary<string, List<(PolicyAction Action, TieredPolicy Policy)>>(StringComparer.Ordinal);
        var plain = new List<(PolicyAction Action, TieredPolicy Policy)>();
        var any = new List<(PolicyAction Action, TieredPolicy Policy)>();
        foreach (var policy in policies)
        {
            if (!policy.Types.Contains(direction)) continue;
            foreach (var rule in policy.RulesOf(direction))
            {
                if (!rule.Action.IsTerminal || !rule.IsFullyKnown()) continue;
                var text = content.Of(rule, RuleParts.Action);
                if (!decided.TryGetValue(text, out var same)) decided.Add(text, same = []);
                var earlier = Other(same, rule.Action, policy) ?? Other(plain, rule.Action, policy) ?? (rule.IsUnconditional() ? Other(any, rule.Action, policy) : null);
                if (earlier is not null) _ties.TryAdd(policy, (earlier, direction));
                Remember(same, rule.Action, policy);
                Remember(any, rule.Action, policy);
                if (rule.IsUnconditional()) Remember(plain, rule.Action, policy);
            }
        }
    }

    private static TieredPolicy? Other(List<(PolicyAction Action, TieredPolicy Policy)> known, PolicyAction action, TieredPolicy policy)
    {
        foreach (var one in known)
        {
            if (one.Action != action && !ReferenceEquals(one.Policy, policy)) return one.Policy;
        }

        return null;
    }

    /// <summary>One policy for each action is enough to contradict.</summary>
    private static void Remember(List<(PolicyAction Action, TieredPolicy Policy)> known, PolicyAction action, TieredPolicy policy)
    {
        if (!known.Exists(one => one.Action == action)) known.Add((action, policy));
    }
}
