using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Looks up what policies cost before and after.</summary>
internal sealed class RewriteCosts(CostReport? before, CostReport? after)
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), PolicyCost> _before = ByName(before);
    private readonly Dictionary<(string Kind, string? Namespace, string Name), PolicyCost> _after = ByName(after);

    /// <summary>What each of some resources cost that is a policy; each policy's cost is given away once.</summary>
    public IReadOnlyList<PolicyCost> TakeBefore(IReadOnlyList<Resource> resources)
    {
        var taken = new List<PolicyCost>();
        foreach (var resource in resources)
        {
            if (_before.Remove(KeyOf(resource), out var cost)) taken.Add(cost);
        }

        return taken;
    }

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
