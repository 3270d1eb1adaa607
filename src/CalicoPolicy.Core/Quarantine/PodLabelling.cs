using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Puts the quarantine's label and annotations on pods and takes them off, each in one patch that fails if the pod changed since it was
/// read; then it is read again. Another pod of the same name is never touched.
/// </summary>
internal sealed class PodLabelling(ObjectWriter writer)
{
    private const int Tries = 5;

    /// <summary>Labels a pod.</summary>
    /// <returns>The pod's uid and what is recorded of it now, or what is wrong.</returns>
    public async Task<(string Uid, QuarantineNote Note, QuarantineProblem? Problem)> LabelAsync(
        ObjectName pod, KeyValuePair<string, string> label, QuarantineNote note, CancellationToken cancellationToken)
    {
        var recorded = QuarantineNote.None;
        var (uid, problem) = await ChangeAsync(pod, null, Change, cancellationToken).ConfigureAwait(false);
        return (uid ?? string.Empty, recorded, problem ?? (uid is null ? Gone(pod) : null));

        (TreeMapping? Patch, QuarantineProblem? Problem) Change(TreeMapping live)
        {
            if (QuarantineTrees.IsHostNetwork(live)) return (null, QuarantineTargets.OfHostNetwork($"{pod.Namespace}/{pod.Name}", Trees.Text(Trees.Mapping(live, "spec")?["nodeName"])));
            var (labels, annotations) = (QuarantineTrees.Labels(live), QuarantineTrees.Annotations(live));
            var isOurs = annotations.TryGetValue(QuarantineMarks.Uid, out var marked) && marked == QuarantineTrees.Uid(live);
            recorded = isOurs ? note.Over(QuarantineNote.Of(annotations)) : note;
            var before = labels.TryGetValue(label.Key, out var value) ? value : null;
            List<(string Key, string? Value)> wanted =
            [
                .. recorded.ToAnnotations(),
                (QuarantineMarks.Label, label.Key),
                (QuarantineMarks.Uid, QuarantineTrees.Uid(live)),
            ];
            if (before != label.Value) wanted.Add((QuarantineMarks.FormerLabel, before));
            var isThere = before == label.Value && wanted.TrueForAll(pair => (annotations.TryGetValue(pair.Key, out var now) ? now : null) == pair.Value);
            return (isThere ? null : QuarantineTrees.Patch(live, [(label.Key, label.Value)], wanted), null);
        }
    }

    /// <summary>Takes the label off, or gives it back the value that it had.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="uid">Which pod of that name it must be; null for any.</param>
    /// <param name="labelKey">The label's key where the pod does not tell it.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <returns>What is wrong; null also where the pod is gone.</returns>
    public async Task<QuarantineProblem?> ReleaseAsync(ObjectName pod, string? uid, string labelKey, CancellationToken cancellationToken)
    {
        var (_, problem) = await ChangeAsync(pod, uid, Change, cancellationToken).ConfigureAwait(false);
        return problem;

        (TreeMapping? Patch, QuarantineProblem? Problem) Change(TreeMapping live)
        {
            var (labels, annotations) = (QuarantineTrees.Labels(live), QuarantineTrees.Annotations(live));
            var key = annotations.TryGetValue(QuarantineMarks.Label, out var marked) ? marked : labelKey;
            var former = annotations.TryGetValue(QuarantineMarks.FormerLabel, out var value) ? value : null;
            List<(string Key, string? Value)> gone = [.. QuarantineMarks.OfPods.Where(annotations.ContainsKey).Select(name => (name, (string?)null))];
            var hasLabel = labels.TryGetValue(key, out var now) ? now != former : former is not null;
            if (gone.Count == 0 && !hasLabel) return (null, null);
            return (QuarantineTrees.Patch(live, hasLabel ? [(key, former)] : [], gone), null);
        }
    }

    private static QuarantineProblem Gone(ObjectName pod) =>
        new(QuarantineFault.NotFound, pod.ToString(), $"{pod} has gone meanwhile.", "See what runs in its place: `kubectl get pods`.");

    /// <summary>Reads, changes, and does so again where somebody else was faster.</summary>
    private async Task<(string? Uid, QuarantineProblem? Problem)> ChangeAsync(
        ObjectName pod, string? uid, Func<TreeMapping, (TreeMapping? Patch, QuarantineProblem? Problem)> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var read = await writer.GetAsync(pod, cancellationToken).ConfigureAwait(false);
            if (read.Error is { } unread) return (null, QuarantineProblem.Of(pod.ToString(), unread));
            if (read.Object is not { } live) return (null, null);
            var own = QuarantineTrees.Uid(live);
            if ((uid ??= own) != own) return (null, new(QuarantineFault.Changed, pod.ToString(), $"{pod} is another one than was meant: it was replaced meanwhile.", "Look at the new pod, and name it again if it is meant too."));
            var (patch, problem) = change(live);
            if (problem is not null || patch is null) return (own, problem);
            var written = await writer.PatchAsync(pod, patch, isDryRun: false, cancellationToken).ConfigureAwait(false);
            if (written.Error is not { } error) return (own, null);
            if (error.Category != ServerErrorCategory.Conflict) return (own, QuarantineProblem.Of(pod.ToString(), error));
            if (tries == Tries) return (own, new(QuarantineFault.Changed, pod.ToString(), $"{pod} was changed by others {Tries} times in a row.", "Try again, or see who keeps changing it (managedFields)."));
        }
    }
}
