using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Finds what others lose when pods are cut off: those who ask a DNS server that is quarantined, for one. What the pods themselves lose
/// is what a quarantine is for.
/// </summary>
public static class QuarantineGuard
{
    /// <summary>Checks what a quarantine would do.</summary>
    /// <param name="snapshot">The cluster as it is.</param>
    /// <param name="template">The tier, policy and label.</param>
    /// <param name="steps">What would be done.</param>
    /// <param name="allowed">The words of the lifelines that may be cut.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What others would lose, which refuses; and what there is to know: what is cut since it is allowed, what was not checked.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static (IReadOnlyList<QuarantineProblem> Problems, IReadOnlyList<string> Notes) Check(
        PolicySnapshot snapshot, QuarantineTemplate template, IReadOnlyList<QuarantineStep> steps, IReadOnlyList<string> allowed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0) return ([], []);
        var (problems, notes) = (new List<QuarantineProblem>(), new List<string>());
        var meant = steps.SelectMany(step => step.Others.Append(step.Target.Endpoint?.ToString() ?? step.Target.ToString())).ToHashSet(StringComparer.Ordinal);
        var policies = steps.Select(step => step.Policy.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var lockout in LockoutGuard.Check(snapshot, After(snapshot, template, steps, cancellationToken), new() { Allowed = allowed }, cancellationToken))
        {
            if (lockout.Cause is not (LockoutCause.Cut or LockoutCause.Uncertain)) continue;
            if (lockout.EndpointCount == 0)
            {
                notes.Add($"Not checked whether others lose {lockout.Id}: {lockout.Reason}");
                continue;
            }

            // What was not certain before either is not this quarantine's doing.
            if ((lockout.Cause == LockoutCause.Uncertain && lockout.Before == Verdict.Uncertain) || !IsOfOthers(lockout)) continue;
            var words = $"{lockout.Id}: {(lockout.Cause == LockoutCause.Cut ? "would be cut" : "may be cut")} for others: {lockout.Flow}. {lockout.Reason}";
            if (lockout.IsAllowed)
                notes.Add($"-AllowLockout: {words}");
            else
                problems.Add(new(QuarantineFault.CutsOthers, lockout.Id, words, $"Start what takes over first, or quarantine fewer pods at once; if it is to be, allow it with -AllowLockout {lockout.Id}."));
        }

        return (problems, notes);

        // Names are given of ten; where there are more, it is the sender's own side that tells that it is one of those who are isolated.
        bool IsOfOthers(Lockout lockout) => lockout.Endpoints.Any(name => !meant.Contains(name))
            || (lockout.EndpointCount > lockout.Endpoints.Count
                && !(lockout.Policy is { } policy && policies.Contains(policy) && lockout.Rule?.StartsWith("egress", StringComparison.Ordinal) == true));
    }

    private static PolicySnapshot After(PolicySnapshot snapshot, QuarantineTemplate template, IReadOnlyList<QuarantineStep> steps, CancellationToken cancellationToken)
    {
        var policies = snapshot.Resources.OfType<GlobalNetworkPolicy>().Select(policy => policy.Name).ToHashSet(StringComparer.Ordinal);
        var overlay = new Dictionary<string, Resource>(StringComparer.Ordinal);
        if (!snapshot.Resources.OfType<Tier>().Any(tier => tier.Name == template.Tier)) Put(template.ToResources().OfType<Tier>().Single());
        foreach (var step in steps)
        {
            // One that stands counts as it stands, unless it is to be changed.
            if (!policies.Contains(step.Policy.Name)) Put(step.Policy);
            foreach (var missing in step.Missing) Put(missing);
            if (step.Means != QuarantineMeans.Label) continue;
            var pod = step.Target.Pod;
            Put(pod with { Metadata = pod.Metadata with { Labels = pod.Labels.With([template.Label]) } });
        }

        return snapshot.With(overlay.Values, cancellationToken: cancellationToken);

        void Put(Resource resource) => overlay[resource.ToString()] = resource;
    }
}
