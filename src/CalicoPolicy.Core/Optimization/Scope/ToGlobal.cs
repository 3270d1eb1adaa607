using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>
/// Equal policies of several namespaces become one global policy (CP1004), or a few where one list of their names is too long. Their rules
/// must mean the same there.
/// </summary>
/// <remarks>
/// Near linear in the policies. Where the policies of a group have names of their own, each is compared with those of its namespace and the
/// global ones of its tier, up to <see cref="MostCompared"/> in all.
/// </remarks>
internal sealed class ToGlobal() : PolicyRewrite("ToGlobal", "Makes one global policy of equal policies in several namespaces.")
{
    private const int MostCompared = 1_000_000;

    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        var made = new List<(GlobalPolicy Global, Dictionary<string, TieredPolicy> Replaced)>();
        var labels = new Lazy<NamespaceLabels>(() => new(context.Snapshot));
        foreach (var policy in context.Policies.Where(policy => policy.IsNamespaced))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (GroupOf(policy, context) is not { } group) continue;
            foreach (var step in Steps(group, labels.Value, made, context)) yield return step;
        }
    }

    /// <summary>The steps that make global what this policy and its equals say, of which it is the first; none where there are no such policies.</summary>
    public static IEnumerable<RewriteStep> Of(TieredPolicy policy, RewriteContext context) =>
        GroupOf(policy, context) is { } group ? Steps(group, new(context.Snapshot), [], context) : [];

    private static TieredPolicy[]? GroupOf(TieredPolicy policy, RewriteContext context)
    {
        if (IdenticalPolicies.Of(context.Rules).StartingWith(policy) is not { } same) return null;
        TieredPolicy[] group = [.. same.Where(context.MayChange)];
        return group.Length >= context.Rules.Settings.ValueOf(IdenticalPolicies.Namespaces) && RuleScope.IsFreeOfNamespace(group[0], NamespaceOf(group[0])) ? group : null;
    }

    /// <summary>A step for each list of namespaces; none where not all of them can be done.</summary>
    private static IEnumerable<RewriteStep> Steps(
        TieredPolicy[] group, NamespaceLabels labels, List<(GlobalPolicy Global, Dictionary<string, TieredPolicy> Replaced)> earlier, RewriteContext context)
    {
        var choice = NamespaceChoice.Of([.. group.Select(NamespaceOf)], labels);
        var name = context.TakeName(null, group.GroupBy(policy => policy.Name, StringComparer.Ordinal).OrderByDescending(named => named.Count()).First().Key);
        var byNamespace = group.ToDictionary(NamespaceOf, StringComparer.Ordinal);
        var made = new List<(GlobalPolicy Global, Dictionary<string, TieredPolicy> Replaced)>();
        foreach (var (selector, namespaces) in choice.Selectors)
        {
            var global = Global([.. namespaces.Select(ns => byNamespace[ns])], made.Count == 0 ? name : context.TakeName(null, FormattableString.Invariant($"{name}-{made.Count + 1}")), selector);
            if (choice.IsByName && !SameEndpoints.Are(global, byNamespace[namespaces[0]], namespaces[0])) return [];
            var replaced = namespaces.ToDictionary(ns => ns, ns => byNamespace[ns], StringComparer.Ordinal);
            if (!SelectorLimits.Fit(global) || !KeepsPlace(global, replaced.Values, context) || !earlier.TrueForAll(step => KeepPlaces(global, replaced, step.Global, step.Replaced))) return [];
            made.Add((global, replaced));
        }

        earlier.AddRange(made);
        return made.Select(step => new RewriteStep([.. step.Replaced.Values], [step.Global])
        {
            IsProven = choice.IsByName,
            Effect = choice.IsByName ? null : $"Namespaces that come to carry {choice.Selectors[0].Selector} get the policy too, and those that lose it lose the policy.",
            Note = "Flow logs name the global policy.",
        });
    }

    private static GlobalPolicy Global(TieredPolicy[] group, string name, string namespaceSelector)
    {
        var first = group[0];
        TieredPolicy kind = first is IStagedPolicy staged
            ? new StagedGlobalNetworkPolicy { DeclaredStagedAction = staged.StagedAction }
            : new GlobalNetworkPolicy();
        var global = (GlobalPolicy)PolicyTwin.Of(first, kind);
        return global with
        {
            Metadata = global.Metadata with { Name = name, Namespace = null, Labels = Common(group, policy => policy.Labels), Annotations = Common(group, policy => policy.Annotations) },
            NamespaceSelector = namespaceSelector,
            Types = first.Types,
            Origins = [.. group.SelectMany(policy => policy.Origins)],
        };
    }

    /// <summary>The labels or annotations that all of them have.</summary>
    private static LabelMap Common(TieredPolicy[] group, Func<TieredPolicy, LabelMap> of)
    {
        var common = of(group[0]);
        foreach (var policy in group)
        {
            if (common.Count == 0) return LabelMap.None;
            var own = of(policy);
            if (!own.Equals(common)) common = LabelMap.Of(common.Where(pair => own.TryGetValue(pair.Key, out var value) && value == pair.Value));
        }

        return common.Count == 0 ? LabelMap.None : common;
    }

    /// <summary>Whether in each namespace the policy stays before what its policy was before, and after what it was after, wherever that may matter.</summary>
    private static bool KeepsPlace(GlobalPolicy global, IReadOnlyCollection<TieredPolicy> replaced, RewriteContext context)
    {
        var tiers = TierIndex.Of(context.Rules);
        if (global.Tier == TieredPolicy.DefaultTier && replaced.Any(policy => tiers.HasKubernetesPolicy(NamespaceOf(policy)) && !ComesAfterKubernetes(policy, global))) return false;

        // With the same order and name nothing but a policy of that name can come between.
        var left = MostCompared;
        foreach (var policy in replaced)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (policy.Name == global.Name) continue;
            foreach (var other in tiers.Beside(policy))
            {
                if (left-- <= 0) return false;
                if (ReferenceEquals(other, policy) || Before(policy, other) == Before(global, other)) continue;
                if (!PolicyAgreement.Agree(policy, other) && SharedEndpoints.MayBe(policy, other, context.Selectors)) return false;
            }
        }

        return true;
    }

    /// <summary>Whether two new policies stand to each other, where it may matter, as those that they replace do in each namespace.</summary>
    private static bool KeepPlaces(GlobalPolicy one, Dictionary<string, TieredPolicy> ofOne, GlobalPolicy other, Dictionary<string, TieredPolicy> ofOther)
    {
        if (one.Tier != other.Tier || PolicyAgreement.Agree(one, other)) return true;
        var isBefore = Before(one, other);
        foreach (var (ns, policy) in ofOne)
        {
            if (ofOther.TryGetValue(ns, out var beside) && Before(policy, beside) != isBefore) return false;
        }

        return true;
    }

    /// <summary>Policies of Kubernetes have the order 1000; at the same order names decide.</summary>
    private static bool ComesAfterKubernetes(TieredPolicy policy, GlobalPolicy global) => policy.Name == global.Name || policy.Order != 1000;

    private static bool Before(TieredPolicy policy, TieredPolicy other) => PolicyOrder.Instance.Compare(policy, other) < 0;

    private static string NamespaceOf(TieredPolicy policy) => policy.Namespace ?? "default";
}
