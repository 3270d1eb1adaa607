using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Quarantines pods of a cluster and releases them. Policy stands before a label is set; never deletes a pod unless it was asked to and
/// the policy catches what takes its place (decision 22).
/// </summary>
public sealed class ClusterQuarantine
{
    private readonly KubectlProcess _kubectl;
    private readonly ObjectWriter _writer;
    private readonly int _throttleLimit;
    private readonly TimeProvider _clock;
    private readonly PublicationOptions _publication;

    /// <summary>Makes it.</summary>
    /// <param name="kubectl">The way to the cluster.</param>
    /// <param name="throttleLimit">How many kubectl may run at once, from 1.</param>
    /// <param name="clock">The time; null for the system's.</param>
    /// <param name="journalFolder">The folder of the journal of publications, for the tier and policies that are written; null for the user's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public ClusterQuarantine(KubectlProcess kubectl, int throttleLimit, TimeProvider? clock = null, string? journalFolder = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(throttleLimit, 1);
        (_kubectl, _writer, _throttleLimit, _clock) = (kubectl, new(kubectl), throttleLimit, clock ?? TimeProvider.System);
        // To cut a pod's lifelines is what a quarantine is for.
        _publication = new() { ThrottleLimit = throttleLimit, JournalFolder = journalFolder, AllowLockout = ["*"] };
    }

    /// <summary>Finds out what a quarantine would do; changes nothing.</summary>
    /// <param name="query">Which pods; its default namespace is the context's.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="ServerException">The cluster could not be asked.</exception>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<QuarantinePlan> PlanAsync(QuarantineQuery query, QuarantineOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(options);
        var (context, error) = await ClusterContext.ReadAsync(_kubectl, cancellationToken).ConfigureAwait(false);
        if (error is not null) throw new ServerException(error);
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return await new QuarantinePlanner(snapshot, GroundOf(options.Template), options).PlanAsync(query with { DefaultNamespace = context!.Namespace }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does some of what was planned, and proves on a fresh snapshot what came of it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="steps">The steps of it that are to be done.</param>
    /// <param name="options">How, as at the plan.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs. Pods that were labelled stay so.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<QuarantineOutcome> RunAsync(QuarantinePlan plan, IReadOnlyList<QuarantineStep> steps, QuarantineOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(options);
        if (steps.Count == 0) return new([], [], []);
        var run = new QuarantineRun(_writer, GroundOf(options.Template), options with { Note = options.Note with { Since = options.Note.Since ?? _clock.GetUtcNow() } }, _throttleLimit);
        await run.IsolateAsync(steps, cancellationToken).ConfigureAwait(false);
        if (run.Done.Count == 0) return new([], [.. run.Problems], [.. run.Warnings]);
        IReadOnlyList<PodQuarantine> proven;
        try
        {
            var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
            proven = QuarantineList.Of(snapshot, options.Template, _clock.GetUtcNow(), cancellationToken);
        }
        catch (ServerException exception)
        {
            proven = [];
            run.Problems.Add(new(QuarantineFault.Server, plan.Snapshot.Cluster ?? "the cluster", $"Labels and policies were written, but the cluster could not be read again, so that nothing is proven: {exception.Message}", "Run Get-Quarantine when it answers.") { Error = exception.Error });
        }

        return new([.. run.Done.Select(step => run.ResultOf(step, proven, plan.Snapshot.Cluster))], [.. run.Problems], [.. run.Warnings]);
    }

    /// <summary>What is quarantined, and whether it holds.</summary>
    /// <param name="template">The tier, policy and label.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="ServerException">The cluster could not be asked.</exception>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<(IReadOnlyList<PodQuarantine> Pods, IReadOnlyList<SnapshotGap> Gaps)> ListAsync(QuarantineTemplate template, CancellationToken cancellationToken)
    {
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return (QuarantineList.Of(snapshot, template, _clock.GetUtcNow(), cancellationToken), snapshot.Gaps);
    }

    /// <summary>
    /// Ends quarantines: labels and annotations go, or get back what they were; a policy made for pods' own labels is deleted with the
    /// last of them, until when they stay isolated, which a warning says; tier and common policy stay.
    /// </summary>
    /// <param name="pods">The pods, as they were listed.</param>
    /// <param name="template">The tier, policy and label.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<QuarantineOutcome> ReleaseAsync(IReadOnlyList<PodQuarantine> pods, QuarantineTemplate template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pods);
        ArgumentNullException.ThrowIfNull(template);
        var (released, problems, warnings) = (new List<PodQuarantine>(), new List<QuarantineProblem>(), new List<string>());
        var labelling = new PodLabelling(_writer);
        var register = new QuarantineRegister(_writer);
        foreach (var pod in pods.Where(pod => pod.Means == QuarantineMeans.Label))
        {
            var name = new ObjectName(ResourceKinds.CoreApiVersion, nameof(Pod), pod.Namespace, pod.Name);
            var problem = pod.State == QuarantineState.InForce ? await labelling.ReleaseAsync(name, pod.Uid, template.Label.Key, cancellationToken).ConfigureAwait(false) : null;
            if (problem is null && pod.Uid is { } uid) problem = await register.RemoveAsync(pod.Policy, uid, cancellationToken).ConfigureAwait(false);
            Note(pod, problem);
        }

        foreach (var same in pods.Where(pod => pod.Means == QuarantineMeans.Policy).GroupBy(pod => pod.Policy))
        {
            if (!same.Any(pod => pod.State == QuarantineState.InForce))
            {
                // The policy may isolate others that are there.
                foreach (var pod in same) Note(pod, pod.Uid is null ? null : await register.RemoveAsync(same.Key, pod.Uid, cancellationToken).ConfigureAwait(false));
                continue;
            }

            var release = await PolicyRelease.RunAsync(_writer, same.Key, [.. same], cancellationToken).ConfigureAwait(false);
            if (release.Problem is not null) problems.Add(release.Problem);
            foreach (var pod in same)
            {
                if (release.Warning is null || pod.State != QuarantineState.InForce)
                {
                    if (release.Problem is null) Note(pod, null);
                    continue;
                }

                warnings.Add($"Pod {pod.Namespace}/{pod.Name} {release.Warning}");
                released.Add(pod with { IsExpired = false, Note = QuarantineNote.None, Notes = [$"The pod {release.Warning}"] });
            }
        }

        return new(released, problems, warnings);

        void Note(PodQuarantine pod, QuarantineProblem? problem)
        {
            if (problem is not null) problems.Add(problem);
            else released.Add(pod with { State = QuarantineState.Released, IsIsolated = null, StillOpen = [], Replacements = [], Notes = [] });
        }
    }

    private QuarantineFooting GroundOf(QuarantineTemplate template) => new(_kubectl, template, _publication);

    private async Task<PolicySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, reading) in new ClusterReader([], _throttleLimit).ReadAsync([_kubectl], cancellationToken).ConfigureAwait(false))
        {
            if (reading?.Error is { } error) throw new ServerException(error);
            if (reading?.Snapshot is { } snapshot) return snapshot;
        }

        throw new ServerException(new(ServerErrorCategory.Other, string.Empty, "The cluster gave no snapshot."));
    }
}
