using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Tiers and namespaces that a plan needs and that neither the cluster nor the plan has, and tiers that it deletes with policies in them.</summary>
internal sealed class MissingHomes
{
    private readonly HashSet<string>? _namespaces;
    private readonly HashSet<string>? _tiers;
    private readonly ILookup<string, TieredPolicy> _left;

    public MissingHomes(PolicySnapshot snapshot, IReadOnlyList<PublicationStep> steps)
    {
        if (!snapshot.IsMissing("Namespace"))
            _namespaces = [.. snapshot.Resources.OfType<Namespace>().Select(ns => ns.Name), .. Created<Namespace>(steps)];
        if (!snapshot.IsMissing("Tier"))
            _tiers = [.. snapshot.Resources.OfType<Tier>().Select(tier => tier.Name), .. Created<Tier>(steps)];
        var changed = steps.Where(step => step.IsChange).Select(step => step.Item.Key).ToHashSet();
        var coming = steps.Where(step => step.Status is PublicationStatus.Created or PublicationStatus.Configured).Select(step => step.Item.Placed).OfType<TieredPolicy>();
        _left = snapshot.Policies.OfType<TieredPolicy>().Where(policy => !changed.Contains((policy.ApiVersion, policy.Kind, policy.Namespace ?? string.Empty, policy.Name)))
            .Concat(coming).ToLookup(policy => policy.Tier);
    }

    /// <summary>The step, refused where something is missing for it.</summary>
    public PublicationStep Judge(PublicationStep step)
    {
        if (step is { Status: PublicationStatus.Deleted, Item.Resource: Tier tier } && _left[tier.Name].ToList() is { Count: > 0 } left)
            return Refuse(step, $"Tier '{tier.Name}' still has {(left.Count == 1 ? "a policy" : FormattableString.Invariant($"{left.Count} policies"))}: {Names(left)}. Remove {(left.Count == 1 ? "it" : "them")} along with the tier, or before.");
        if (step.Status is not (PublicationStatus.Created or PublicationStatus.Configured)) return step;
        if (step.Item.Namespace is { } ns && _namespaces?.Contains(ns) == false)
            return Refuse(step, $"The cluster has no namespace '{ns}'. Publish the namespace along with it, or create it before.");
        return step.Item.Resource is TieredPolicy policy && _tiers?.Contains(policy.Tier) == false && BuiltInTiers.OrderOf(policy.Tier) is null
            ? Refuse(step, $"The cluster has no tier '{policy.Tier}'. Publish the tier along with it, or create it before.")
            : step;
    }

    private static string Names(List<TieredPolicy> policies) => string.Join(", ", policies.Take(5)) + (policies.Count > 5 ? ", ..." : string.Empty);

    private static PublicationStep Refuse(PublicationStep step, string message) => step with { Status = PublicationStatus.Refused, Message = message };

    private static IEnumerable<string> Created<T>(IEnumerable<PublicationStep> steps)
        where T : Resource =>
        steps.Where(step => step.Status != PublicationStatus.Deleted).Select(step => step.Item.Resource).OfType<T>().Select(resource => resource.Name);
}
