using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The Pass rules that are too many for Windows: in one tier and one direction, of policies that select the very same endpoints. What
/// other policies add for some of these endpoints is left out of the count, and a direction counts for itself, so that it is never too high.
/// </summary>
/// <remarks>Made in O(rules), plus sorting the policies with Pass rules.</remarks>
internal sealed class WindowsPasses
{
    /// <summary>How many there may be in a tier (Calico Enterprise's documentation, limitations of Calico for Windows).</summary>
    public const int Most = 10;

    private readonly Dictionary<TieredPolicy, (int Index, int Count)> _ingress = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TieredPolicy, (int Index, int Count)> _egress = new(ReferenceEqualityComparer.Instance);
    private readonly SelectorCache _selectors;

    private WindowsPasses(RuleContext context)
    {
        _selectors = SelectorCache.Of(context);
        Add(context, PolicyType.Ingress);
        Add(context, PolicyType.Egress);
    }

    /// <summary>The Pass rules of a run.</summary>
    public static WindowsPasses Of(RuleContext context) => context.Shared(static made => new WindowsPasses(made));

    /// <summary>The first rule that is one too many, where it is this policy's, and how many there are; null otherwise.</summary>
    public (RulePlace Rule, int Count)? Find(TieredPolicy policy, PolicyType direction) => ExtraOf(direction).TryGetValue(policy, out var found)
        ? (new(direction, found.Index, policy.RulesOf(direction)[found.Index]), found.Count)
        : null;

    private static bool IsPass(PolicyRule rule) => rule.Action == PolicyAction.Pass;

    private Dictionary<TieredPolicy, (int Index, int Count)> ExtraOf(PolicyType direction) => direction == PolicyType.Ingress ? _ingress : _egress;

    private void Add(RuleContext context, PolicyType direction)
    {
        var policies = context.Resources.OfType<TieredPolicy>().Where(policy =>
            !policy.IsStaged && !PolicyScope.GovernsForwarded(policy) && policy.Types.Contains(direction) && policy.RulesOf(direction).Any(IsPass));
        foreach (var group in policies.GroupBy(Scope))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var count = group.Sum(policy => policy.RulesOf(direction).Count(IsPass));
            if (count > Most) Add([.. group.Order(PolicyOrder.Instance)], direction, count);
        }
    }

    private void Add(List<TieredPolicy> policies, PolicyType direction, int count)
    {
        var seen = 0;
        foreach (var policy in policies)
        {
            var rules = policy.RulesOf(direction);
            for (var index = 0; index < rules.Count; index++)
            {
                if (!IsPass(rules[index]) || ++seen <= Most) continue;
                ExtraOf(direction).TryAdd(policy, (index, count));
                return;
            }
        }
    }

    private (string, string?, string, string, string) Scope(TieredPolicy policy) => (
        policy.Tier, policy.IsNamespaced ? policy.Namespace ?? "default" : null,
        Text(policy.Selector), Text((policy as GlobalPolicy)?.NamespaceSelector), Text(policy.ServiceAccountSelector));

    private string Text(string? selector) => PolicyScope.IsUnbounded(selector, _selectors) ? string.Empty : _selectors.Canonical(selector);
}
