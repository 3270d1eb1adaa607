using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Puts the steps of a plan in order (decision 23): what changes nothing first, then the changes.</summary>
internal static class PlanOrder
{
    /// <summary>The steps in order; some of them twice, where the first leads over to the second.</summary>
    /// <param name="snapshot">The cluster as it is.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="target">The product and version; null: the newest that the objects need.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="order">The order, with its windows.</param>
    public static List<PublicationStep> Of(
        PolicySnapshot snapshot, IReadOnlyList<PublicationStep> steps, CalicoTarget? target, CancellationToken cancellationToken, out OrderedChanges order)
    {
        var changes = steps.Where(step => step.IsChange).ToDictionary(step => KeyOf(step.Item.Placed));
        order = ChangeOrdering.Of(snapshot, [.. changes.Values.Select(Change)], new() { Target = target }, cancellationToken);
        var bridged = new HashSet<(string, string, string?, string)>();
        var ordered = steps.Where(step => !step.IsChange).ToList();
        foreach (var change in order.Steps)
        {
            var key = KeyOf(change.Subject);
            var step = changes[key];
            if (change.IsBridge)
            {
                ordered.Add(step with { IsBridge = true, IsBridgeEnd = bridged.Contains(key), Status = bridged.Contains(key) || step.Live is not null ? PublicationStatus.Configured : PublicationStatus.Created, Document = Bridge(change, step) });
                bridged.Add(key);
            }
            else
            {
                ordered.Add(step with { IsBridgeEnd = bridged.Contains(key) });
            }
        }

        return ordered;
    }

    /// <summary>What changes nothing, then what comes wave by wave, then what goes, the last wave first.</summary>
    public static List<PublicationStep> InWaves(IReadOnlyList<PublicationStep> steps) =>
    [
        .. steps.Where(step => !step.IsChange),
        .. steps.Where(step => step.IsChange && step.Status != PublicationStatus.Deleted).OrderBy(step => step.Item.Kind.Wave),
        .. steps.Where(step => step.Status == PublicationStatus.Deleted).OrderByDescending(step => step.Item.Kind.Wave),
    ];

    private static PlannedChange Change(PublicationStep step) => new(Read(step.Live), step.Status == PublicationStatus.Deleted ? null : step.Document is null ? step.Expected ?? step.Item.Placed : Read(step.Document));

    private static TreeMapping Bridge(PlannedChange change, PublicationStep step) => (TreeMapping)ResourceMapper.Write(change.After ?? throw new InvalidOperationException($"{step.Item.ObjectName} is not deleted on the way."));

    private static Resource? Read(TreeMapping? tree) => tree is null ? null : ResourceMapper.Read(new(0, tree, [], false), null).Resources.SingleOrDefault();

    private static (string ApiVersion, string Kind, string? Namespace, string Name) KeyOf(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);
}
