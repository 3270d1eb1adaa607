using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;

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
        var snapshot = (await ReadAsync(cancellationToken).ConfigureAwait(false)).Snapshot!;
        return await new QuarantinePlanner(snapshot, GroundOf(options), options).PlanAsync(query with { DefaultNamespace = context!.Namespace }, cancellationToken).ConfigureAwait(false);
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
        var run = new QuarantineRun(_writer, GroundOf(options), options with { Note = options.Note with { Since = options.Note.Since ?? _clock.GetUtcNow() } }, _throttleLimit);
        await run.IsolateAsync(steps, cancellationToken).ConfigureAwait(false);
        if (run.Done.Count == 0) return new([], [.. run.Problems], [.. run.Warnings]);
        IReadOnlyList<PodQuarantine> proven;
        try
        {
            var reading = await ReadAsync(cancellationToken).ConfigureAwait(false);
            proven = QuarantineList.Of(reading.Snapshot!, options.Template, _clock.GetUtcNow(), cancellationToken);
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
    public async Task<QuarantineListing> ListAsync(QuarantineTemplate template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        var reading = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var hidden = reading.Unread.Where(gap => gap.Gap.Kind == nameof(Pod) || (gap.Gap.Kind == nameof(GlobalNetworkPolicy) && (gap.Gap.Tier is null || gap.Gap.Tier == template.Tier))).ToList();
        var rest = reading with { Refused = [.. reading.Unread.Except(hidden).Select(gap => gap.Gap)] };
        return new(
            reading.Cluster,
            QuarantineList.Of(reading.Snapshot!, template, _clock.GetUtcNow(), cancellationToken),
            [.. hidden.Select(gap => gap.ToError()).Select(error => error with { Message = $"{error.Message} So it is not known whether more is in quarantine." })],
            [.. rest.Warnings]);
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
            if (problem is null && pod.Uid is { } uid) (problem, _) = await register.RemoveAsync(pod.Policy, uid, cancellationToken).ConfigureAwait(false);
            Note(pod, problem);
        }

        foreach (var same in pods.Where(pod => pod.Means == QuarantineMeans.Policy).GroupBy(pod => pod.Policy))
        {
            if (!same.Any(pod => pod.State == QuarantineState.InForce))
            {
                // The policy may isolate others that are there, which nobody asked to be released.
                var isEmpty = false;
                foreach (var pod in same)
                {
                    QuarantineProblem? problem = null;
                    if (pod.Uid is not null) (problem, isEmpty) = await register.RemoveAsync(same.Key, pod.Uid, cancellationToken).ConfigureAwait(false);
                    Note(pod, problem);
                }

                if (isEmpty) warnings.Add($"Policy {same.Key} has no pod on record any more. It stays, and isolates what it selects: if it is to go, Remove-Policy {same.Key} -Kind GlobalNetworkPolicy.");
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

    private QuarantineFooting GroundOf(QuarantineOptions options) => new(_kubectl, options, _publication);

    /// <summary>A reading with a snapshot.</summary>
    private async Task<ClusterReading> ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, reading) in new ClusterReader([], _throttleLimit).ReadAsync([_kubectl], cancellationToken).ConfigureAwait(false))
        {
            if (reading?.Error is { } error) throw new ServerException(error);
            if (reading?.Snapshot is not null) return reading;
        }

        throw new ServerException(new(ServerErrorCategory.Other, string.Empty, "The cluster gave no snapshot."));
    }
}
