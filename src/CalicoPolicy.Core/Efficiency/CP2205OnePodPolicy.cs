using System.Globalization;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A workload with more than one policy of its own in a tier: namespaced policies that select it and nothing else. Few global policies
/// for what is common and one policy for each workload with all of its ingress and egress rules are fewer to match and read in one place.
/// </summary>
internal sealed class CP2205OnePodPolicy : FindingRule
{
    public CP2205OnePodPolicy()
        : base(new("CP2205", "OnePodPolicy", FindingSeverity.Low, "The rules of a workload are spread over several policies of its own."))
    {
    }

    public override bool LooksAround => true;

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context)
    {
        if (!context.Complete || subject is not (Workload or Pod)) yield break;
        var index = CoverageIndex.Of(context);
        var rows = index.RowsOf(subject).Where(row => row.Category == CoverageCategory.Workload).ToList();
        if (rows.Count == 0) yield break;

        // Pods of one workload may differ by label; what only some of them have is not the workload's own.
        var own = rows.Select(row => row.AppliedPolicies.Where(policy => policy.IsNamespaced && index.WorkloadsOf(policy) == 1))
            .Aggregate((one, other) => one.Intersect<Resource>(other, ReferenceEqualityComparer.Instance));
        foreach (var tier in own.GroupBy(policy => (policy as TieredPolicy)?.Tier ?? TieredPolicy.DefaultTier, StringComparer.Ordinal).Where(tier => tier.Count() > 1))
        {
            var names = tier.Select(policy => policy.Name).Order(StringComparer.Ordinal).ToList();
            yield return new(
                FieldPath.Root,
                string.Create(CultureInfo.InvariantCulture, $"The rules of {rows[0].Kind} {rows[0].Endpoint} are in {names.Count} policies of its own in tier {tier.Key}: {string.Join(", ", names)}. What it may do is said in no one place."),
                "Put all of its ingress and egress rules into one policy, in the order in which they are evaluated now.")
            {
                Content = tier.Key,
                Saving = string.Create(CultureInfo.InvariantCulture, $"{names.Count - 1} {(names.Count == 2 ? "policy" : "policies")} fewer on each node that runs it"),
            };
        }
    }
}
