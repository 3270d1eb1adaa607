using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Runs of policies that could be one: the same tier, namespace, kind and selectors, nothing between them that may select the same
/// endpoints, and no directions in which they differ in what they do. Put one after the other in one policy, their rules decide
/// each packet as before.
/// </summary>
/// <remarks>O(n log n) for n policies: what lies between two of them is looked at up to a limit.</remarks>
internal sealed class SplitPolicies
{
    /// <summary>The most rules of a policy that are no finding, both directions together.</summary>
    public static readonly RuleThreshold MostRules = new("CP1015", "rules", 100, "The most rules of a policy that are no finding, both directions together.");

    /// <summary>Where more policies than this lie between two, these count as needed apart.</summary>
    private const int MaxBetween = 16;

    private readonly Dictionary<TieredPolicy, List<TieredPolicy>> _runs = new(ReferenceEqualityComparer.Instance);
    private readonly TierIndex _tiers;
    private readonly SelectorCache _selectors;
    private readonly int _mostRules;

    private SplitPolicies(RuleContext context)
    {
        _tiers = TierIndex.Of(context);
        _selectors = SelectorCache.Of(context);
        _mostRules = context.Settings.ValueOf(MostRules);
        foreach (var list in _tiers.Lists)
        {
            foreach (var alike in list.Where(CanBeMerged).GroupBy(Frame))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                AddRuns(alike);
            }
        }

        // Where the first of a run is only there for others, the run is that of the first that is judged.
        foreach (var run in _runs.Values.ToList())
        {
            if (!context.Judges(run[0]) && run.Find(context.Judges) is { } judged) _runs.TryAdd(judged, run);
        }
    }

    /// <summary>The runs of an input.</summary>
    public static SplitPolicies Of(RuleContext context) => context.Shared(static made => new SplitPolicies(made));

    /// <summary>The run that begins with a policy, or whose first that is judged it is; null where there is none.</summary>
    public IReadOnlyList<TieredPolicy>? StartingWith(TieredPolicy policy) => _runs.GetValueOrDefault(policy);

    private static bool CanBeMerged(TieredPolicy policy) =>
        policy.UnknownSpecFields.Count == 0 && (policy is not IStagedPolicy staged || staged.StagedAction == StagedAction.Set);

    private (string, string, string, string, string, bool?, bool?, bool?) Frame(TieredPolicy policy)
    {
        var global = policy as GlobalPolicy;
        return (policy.Kind, PolicyScope.Bounds(policy.Selector, _selectors), _selectors.Canonical(policy.ServiceAccountSelector),
            _selectors.Canonical(global?.NamespaceSelector), string.Join(',', policy.PerformanceHints),
            global?.DoNotTrack, global?.PreDnat, global?.ApplyOnForward);
    }

    private void AddRuns(IEnumerable<TieredPolicy> alike)
    {
        List<TieredPolicy> run = [];
        var rules = 0;
        foreach (var policy in alike)
        {
            var own = Math.Max(1, policy.Ingress.Count + policy.Egress.Count);

            // What would be too many rules for one policy stays apart.
            if (run.Count > 0 && (rules + own > _mostRules || !run.TrueForAll(other => other.Name != policy.Name && Agree(other, policy)) || AreApart(run[^1], policy)))
            {
                run = [];
                rules = 0;
            }

            run.Add(policy);
            rules += own;
            if (run.Count == 2) _runs.Add(run[0], run);
        }
    }

    /// <summary>Whether no direction has both an Allow, Pass or Deny in one policy and another of them in the other.</summary>
    private static bool Agree(TieredPolicy left, TieredPolicy right) =>
        Agree(left.Ingress, right.Ingress) && Agree(left.Egress, right.Egress);

    private static bool Agree(IReadOnlyList<PolicyRule> left, IReadOnlyList<PolicyRule> right) =>
        left.Count == 0 || right.Count == 0 || left.Concat(right).All(rule => rule.Action == left[0].Action);

    private bool AreApart(TieredPolicy left, TieredPolicy right)
    {
        // Policies of Kubernetes are in the default tier, among the others.
        if (left.Tier == TieredPolicy.DefaultTier && _tiers.HasKubernetesPolicy(left.IsNamespaced ? left.Namespace ?? "default" : null)) return true;
        var seen = 0;
        foreach (var between in _tiers.Between(left, right))
        {
            if (++seen > MaxBetween || SharedEndpoints.MayBe(left, between, _selectors)) return true;
        }

        return false;
    }
}
