using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Stops a plan that would cut what keeps the cluster alive.</summary>
internal static class PlanGuard
{
    /// <summary>What stands against the steps.</summary>
    /// <param name="snapshot">The cluster as it is.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="options">What the user lists and allows.</param>
    /// <param name="warnings">Takes what is cut since the user allows it, and what is cut already but for pods in quarantine.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IEnumerable<PlanObjection> Check(
        PolicySnapshot snapshot, IReadOnlyList<PublicationStep> steps, PublicationOptions options, List<string> warnings, CancellationToken cancellationToken)
    {
        var changes = steps.Where(step => step is { IsChange: true, IsBridge: false }).ToList();
        var after = snapshot
            .Without(changes.Where(step => step.Status == PublicationStatus.Deleted).Select(step => step.Item.Placed), cancellationToken)
            .With(changes.Where(step => step.Status != PublicationStatus.Deleted).Select(step => step.Expected ?? step.Item.Placed), cancellationToken: cancellationToken);
        var lifelines = options.Lifelines with { Allowed = [.. options.Lifelines.Allowed, .. options.AllowLockout] };
        foreach (var lockout in LockoutGuard.Check(snapshot, after, lifelines, cancellationToken))
        {
            if (lockout.Refuses)
                yield return new(Text(lockout), lockout.Fix, lockout);
            else if (!IsMeant(lockout, after))
                warnings.Add(lockout.IsAllowed && lockout.Cause is LockoutCause.Cut or LockoutCause.Uncertain ? $"-AllowLockout: {Text(lockout)}" : Text(lockout));
        }
    }

    /// <summary>Whether what is cut already are lifelines of pods in quarantine, which a quarantine is for; what others lose by it is not.</summary>
    private static bool IsMeant(Lockout lockout, PolicySnapshot after)
    {
        if (lockout.Cause != LockoutCause.AlreadyCut) return false;
        var policy = after.Resources.OfType<GlobalNetworkPolicy>().FirstOrDefault(policy => policy.Name == lockout.Policy && policy.Tier == lockout.Tier);
        if (policy is null || !QuarantineTemplate.IsQuarantine(policy) || !Selector.TryParse(policy.Selector ?? string.Empty, out var selector, out _)) return false;
        var caught = after.Endpoints.Where(endpoint => selector.Judge(endpoint.Labels) == Truth.Yes).Select(endpoint => endpoint.ToString()).ToHashSet(StringComparer.Ordinal);
        return lockout.Endpoints.Count > 0 && lockout.Endpoints.All(caught.Contains);
    }

    private static string Text(Lockout lockout)
    {
        var place = lockout.File is null ? string.Empty : FormattableString.Invariant($" ({lockout.File}:{lockout.Line})");
        return $"{lockout.Id}: {Words(lockout.Cause)}: {lockout.Flow}. {lockout.Reason}{place}";
    }

    private static string Words(LockoutCause cause) => cause switch
    {
        LockoutCause.Cut => "would be cut",
        LockoutCause.Uncertain => "may be cut",
        LockoutCause.AlreadyCut => "is cut already",
        _ => "was not checked",
    };
}
