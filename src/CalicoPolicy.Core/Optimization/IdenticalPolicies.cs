using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Namespaced policies of an input that say the same in different namespaces. Left out are those whose rules mean their own
/// namespace, which one global policy cannot say for all of them.
/// </summary>
/// <remarks>O(size of the policies); the rules are read of policies only that are alike in everything else.</remarks>
internal sealed class IdenticalPolicies
{
    /// <summary>The fewest namespaces that count.</summary>
    public static readonly RuleThreshold Namespaces = new("CP1004", "namespaces", 3, "The fewest namespaces with the same policy that are found.") { Least = 2 };

    private readonly Dictionary<TieredPolicy, List<TieredPolicy>> _groups = new(ReferenceEqualityComparer.Instance);

    private IdenticalPolicies(RuleContext context)
    {
        var content = new RuleContent(SelectorCache.Of(context));
        var least = context.Settings.ValueOf(Namespaces);
        foreach (var alike in GroupBy(context.Resources.OfType<TieredPolicy>().Where(policy => policy.IsNamespaced), Frame, context))
        {
            if (alike.DistinctBy(policy => policy.Namespace ?? "default").Count() < least) continue;
            foreach (var same in GroupBy(alike, policy => CanBeGlobal(policy) ? Rules(policy, content) : null, context))
            {
                // The place of the finding does not hang on the order of the files.
                List<TieredPolicy> group =
                [
                    .. same.DistinctBy(policy => policy.Namespace ?? "default")
                        .OrderBy(policy => policy.Namespace ?? "default", StringComparer.Ordinal),
                ];
                if (group.Count >= least) _groups.Add(group.Find(context.Judges) ?? group[0], group);
            }
        }

        // The frame is cheap and tells most policies apart.
        (string, double?, string, string, string, int, int) Frame(TieredPolicy policy) => (
            policy.Kind, policy.Order, policy.Tier,
            PolicyScope.Bounds(policy.Selector, SelectorCache.Of(context)), SelectorCache.Of(context).Canonical(policy.ServiceAccountSelector),
            policy.Ingress.Count, policy.Egress.Count);
    }

    /// <summary>The groups of a run.</summary>
    public static IdenticalPolicies Of(RuleContext context) => context.Shared(static made => new IdenticalPolicies(made));

    /// <summary>The policies that say the same, in the order of their namespaces; null where this one is not the first of such a group that is judged.</summary>
    public IReadOnlyList<TieredPolicy>? StartingWith(TieredPolicy policy) => _groups.GetValueOrDefault(policy);

    private static IEnumerable<List<TieredPolicy>> GroupBy<TKey>(
        IEnumerable<TieredPolicy> policies, Func<TieredPolicy, TKey?> keyOf, RuleContext context)
    {
        var groups = new Dictionary<object, List<TieredPolicy>>();
        foreach (var policy in policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (keyOf(policy) is not { } key) continue;
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = []);
            group.Add(policy);
        }

        return groups.Values.Where(group => group.Count >= context.Settings.ValueOf(Namespaces));
    }

    private static bool CanBeGlobal(TieredPolicy policy) =>
        policy.UnknownFields.Count == 0 && policy.UnknownSpecFields.Count == 0
        && (policy is not IStagedPolicy staged || staged.StagedAction == StagedAction.Set)
        && RulePlace.Of(policy).All(rule => rule.Rule.IsFullyKnown() && !PolicyScope.IsKeptToNamespace(rule.Remote));

    private static string Rules(TieredPolicy policy, RuleContent content) =>
        $"{string.Join(',', policy.Types.Select(type => type.Text).Order(StringComparer.Ordinal))}|{string.Join(',', policy.PerformanceHints)}|"
        + string.Join('|', RulePlace.Of(policy).Select(rule => $"{rule.ListName} {content.Of(rule.Rule)}"));
}
