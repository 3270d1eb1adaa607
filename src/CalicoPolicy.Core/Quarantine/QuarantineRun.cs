using System.Collections.Concurrent;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Isolates pods: first what is missing of tier and policies, then the labels, several at once, then the record; last the evictions.</summary>
internal sealed class QuarantineRun(ObjectWriter writer, QuarantineFooting ground, QuarantineOptions options, int throttleLimit)
{
    private readonly ConcurrentDictionary<QuarantineStep, (string Uid, QuarantineNote Note)> _isolated = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<QuarantineStep> _evicted = new(ReferenceEqualityComparer.Instance);

    /// <summary>The steps that were done.</summary>
    public List<QuarantineStep> Done { get; } = [];

    /// <summary>What went wrong.</summary>
    public ConcurrentBag<QuarantineProblem> Problems { get; } = [];

    /// <summary>What the user is to know.</summary>
    public List<string> Warnings { get; } = [];

    public async Task IsolateAsync(IReadOnlyList<QuarantineStep> steps, CancellationToken cancellationToken)
    {
        foreach (var same in steps.GroupBy(step => step.Policy.Name))
        {
            // Without the policy a label isolates nothing.
            var missing = same.SelectMany(step => step.Missing).DistinctBy(resource => resource.ToString()).ToList();
            if (await ground.WriteAsync(missing, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                Problems.Add(problem);
                continue;
            }

            using var gate = new SemaphoreSlim(throttleLimit);
            await Task.WhenAll(same.Select(step => IsolateAsync(step, gate, cancellationToken))).ConfigureAwait(false);
            Done.AddRange(same.Where(_isolated.ContainsKey));
            await RecordAsync(same.Key, [.. same.Where(_isolated.ContainsKey)], cancellationToken).ConfigureAwait(false);
        }

        foreach (var step in Done.Where(step => step.IsEvicted)) await EvictAsync(step, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What came of a step.</summary>
    public PodQuarantine ResultOf(QuarantineStep step, IReadOnlyList<PodQuarantine> proven, string? cluster)
    {
        var (uid, note) = _isolated[step];
        var found = proven.FirstOrDefault(pod => pod.Namespace == step.Target.Namespace && pod.Name == step.Target.Name && pod.Policy == step.Policy.Name && pod.Uid == uid)
            ?? new PodQuarantine
            {
                Cluster = cluster,
                Namespace = step.Target.Namespace,
                Name = step.Target.Name,
                Workload = step.Target.Workload,
                Node = step.Target.Pod.NodeName,
                Uid = uid,
                Means = step.Means,
                Policy = step.Policy.Name,
                State = QuarantineState.InForce,
                StillOpen = [new() { Kind = OpenFlowKind.Uncertain, Peer = "anyone", Traffic = TrafficSet.All, Reason = "The pod was not seen again after the quarantine was written." }],
                Note = note,
            };
        var isEvicted = _evicted.Contains(step);
        var isGone = isEvicted && found.State != QuarantineState.InForce;
        return found with { State = isEvicted ? QuarantineState.Evicted : found.State, Notes = isGone ? step.Notes : [.. step.Notes, .. found.Notes] };
    }

    private async Task IsolateAsync(QuarantineStep step, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (uid, note, problem) = step.Means == QuarantineMeans.Label
                ? await new PodLabelling(writer).LabelAsync(step.Target.Object, options.Template.Label, options.Note, cancellationToken).ConfigureAwait(false)
                : await UidOfAsync(step, cancellationToken).ConfigureAwait(false);
            if (problem is not null) Problems.Add(problem);
            else _isolated[step] = (uid, note);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<(string Uid, QuarantineNote Note, QuarantineProblem? Problem)> UidOfAsync(QuarantineStep step, CancellationToken cancellationToken)
    {
        var answer = await writer.GetAsync(step.Target.Object, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error) return (string.Empty, options.Note, QuarantineProblem.Of(step.Target.Object.ToString(), error));
        return answer.Object is { } live
            ? (QuarantineTrees.Uid(live), options.Note, null)
            : (string.Empty, options.Note, new(QuarantineFault.NotFound, step.Target.ToString(), $"Pod {step.Target} has gone meanwhile.", "See what runs in its place: `kubectl get pods`."));
    }

    private async Task RecordAsync(string policy, IReadOnlyList<QuarantineStep> steps, CancellationToken cancellationToken)
    {
        var entries = steps.Select(step => new QuarantineEntry(_isolated[step].Uid, step.Target.Namespace, step.Target.Name, step.Target.Workload, _isolated[step].Note)).ToList();
        if (await new QuarantineRegister(writer).AddAsync(policy, entries, cancellationToken).ConfigureAwait(false) is { } problem)
            Warnings.Add($"The pods are not on record, so that Get-Quarantine will not miss them when they go: {problem}");
    }

    private async Task EvictAsync(QuarantineStep step, CancellationToken cancellationToken)
    {
        var answer = await writer.EvictAsync(step.Target.Object, _isolated[step].Uid, cancellationToken).ConfigureAwait(false);
        if (answer.Error is not { } error)
        {
            _evicted.Add(step);
            return;
        }

        var action = error.Category switch
        {
            ServerErrorCategory.Unavailable => "A PodDisruptionBudget forbids it for now: wait until more of its pods are ready and run the command again, or delete the pod by hand.",
            ServerErrorCategory.Forbidden => "Have somebody grant 'create' on pods/eviction, as docs/examples/roles/quarantine.yaml does.",
            _ => "See what `kubectl drain` or `kubectl delete pod` say of it.",
        };
        Problems.Add(new(QuarantineFault.NotEvicted, step.Target.ToString(), $"Pod {step.Target} is isolated, but was not evicted: {error.Message}", action) { Error = error });
    }
}
