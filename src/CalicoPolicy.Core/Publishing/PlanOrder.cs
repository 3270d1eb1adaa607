using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Puts the steps of a plan in order.</summary>
internal static class PlanOrder
{
    public static List<PublicationStep> Of(PolicySnapshot snapshot, List<PublicationStep> steps, PublicationOptions options, List<string> warnings, CancellationToken cancellationToken)
    {
        _ = (snapshot, options, warnings, cancellationToken);
        return [.. steps.OrderBy(step => step.Status == PublicationStatus.Deleted ? 100 - (int)step.Item.Kind.Wave : (int)step.Item.Kind.Wave)];
    }
}
