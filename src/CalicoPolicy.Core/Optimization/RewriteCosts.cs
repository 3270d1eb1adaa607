using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Looks up what policies cost before and after.</summary>
internal sealed class RewriteCosts(CostReport? before, CostReport? after)
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), PolicyCost> _before = ByName(before);
    private readonly Dictionary<(string Kind, string? Namespace, string Name), PolicyCost> _after = ByName(after);

    /// <summary>What each of some resources cost that is a policy.</summary>
    public IReadOnlyList<PolicyCost> Before(IReadOnlyList<Resource> resources) =>
        [.. resources.Select(resource => _before.GetValueOrDefault(KeyOf(resource))).OfType<PolicyCost>()];

    /// <summary>What a resource costs now; null for what is no policy.</summary>
    public PolicyCost? After(Resource resource) => _after.GetValueOrDefault(KeyOf(resource));

    private static Dictionary<(string Kind, string? Namespace, string Name), PolicyCost> ByName(CostReport? report)
    {
        var costs = new Dictionary<(string Kind, string? Namespace, string Name), PolicyCost>();
        foreach (var cost in report?.Policies ?? []) costs[KeyOf(cost.Policy)] = cost;
        return costs;
    }

    private static (string Kind, string? Namespace, string Name) KeyOf(Resource resource) =>
        (resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);
}
