using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>
/// Policies for the same endpoints that follow each other in a tier become one, with the rules one after the other (CP1009). Nothing that
/// may select the same endpoints lies between them, so that each packet meets the same rules in the same order.
/// </summary>
internal sealed class MergePolicies() : PolicyRewrite("MergePolicies", "Makes one policy of several for the same endpoints that follow each other.")
{
    private const int MostRules = 1024;

    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (Of(policy, context) is { } step) yield return step;
        }
    }

    /// <summary>The step that merges the policies of which this one is the first; null where there are none.</summary>
    public static RewriteStep? Of(TieredPolicy policy, RewriteContext context)
    {
        if (SplitPolicies.Of(context.Rules).StartingWith(policy) is not { } run || !run.All(context.MayChange) || run.Any(RuleScope.HasIdleRules)) return null;
        if (!run.All(other => other.Labels.Equals(policy.Labels) && HaveSameAnnotations(other, policy))) return null;
        if (run.Sum(other => other.Ingress.Count) > MostRules || run.Sum(other => other.Egress.Count) > MostRules) return null;
        return new([.. run], [Merged(run)]) { IsProven = true, Note = "Flow logs name the merged policy." };
    }

    private static TieredPolicy Merged(IReadOnlyList<TieredPolicy> run) => run[0] with
    {
        Types = [.. run.SelectMany(policy => policy.Types).DistinctBy(type => type.Text, StringComparer.Ordinal).OrderByDescending(type => type.Text, StringComparer.Ordinal)],
        Ingress = [.. run.SelectMany(policy => policy.Ingress)],
        Egress = [.. run.SelectMany(policy => policy.Egress)],
        Origins = [.. run.SelectMany(policy => policy.Origins)],
    };

    private static bool HaveSameAnnotations(TieredPolicy left, TieredPolicy right) => Provenance.Without(left).Annotations.Equals(Provenance.Without(right).Annotations);
}
