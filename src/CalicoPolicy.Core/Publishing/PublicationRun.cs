using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Publishing;

/// <summary>One plan on its way into the cluster.</summary>
internal sealed class PublicationRun(PublicationPlan plan, Publication draft, JournalWriter notes, PublicationOptions options)
{
    /// <summary>How many written objects are read back together.</summary>
    private const int ReadBack = 20;

    private readonly StepWriter _writer = new(plan.Kubectl, options);
    private readonly Dictionary<ObjectName, int> _entries = draft.Entries.Select((entry, index) => (entry.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
    private readonly List<(PublicationStep Step, TreeMapping? After)> _written = [];

    /// <summary>Whether a step failed.</summary>
    public bool HasStopped { get; private set; }

    public async IAsyncEnumerable<PublicationResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cause = string.Empty;
        foreach (var step in plan.Steps)
        {
            if (HasStopped)
            {
                if (!step.IsBridge) yield return Result(step.IsChange ? step with { Status = PublicationStatus.Skipped, Message = $"Not sent: {cause} failed before it." } : step);
                continue;
            }

            if (step.IsChange)
            {
                var (done, after) = await _writer.WriteAsync(step, cancellationToken).ConfigureAwait(false);
                if (!step.IsBridge || done.Status is PublicationStatus.Refused or PublicationStatus.Failed) notes.Wrote(_entries[step.Item.ObjectName], done.Status, after);
                HasStopped = done.Status is PublicationStatus.Refused or PublicationStatus.Failed;
                cause = step.Item.ObjectName.ToString();
                if (!step.IsBridge || HasStopped) _written.Add((done, after));
            }
            else
            {
                _written.Add((step, null));
            }

            if (_written.Count < ReadBack && !HasStopped) continue;
            foreach (var result in await ReadBackAsync(cancellationToken).ConfigureAwait(false)) yield return result;
        }

        foreach (var result in await ReadBackAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }

    /// <summary>Reads what was written once more: others may put it back at once, or keep fields of it (decision 17).</summary>
    private async Task<IReadOnlyList<PublicationResult>> ReadBackAsync(CancellationToken cancellationToken)
    {
        var live = new LiveState(plan.Kubectl);
        var written = _written.Where(pair => pair.After is not null).Select(pair => pair.Step.Item).ToList();
        var isDown = written.Count > 0 && await live.ReadAsync(written, cancellationToken).ConfigureAwait(false) is not null;
        var results = new List<PublicationResult>();
        foreach (var (step, after) in _written)
        {
            var now = after is null || isDown || live.ErrorOf(step.Item) is not null ? after : live.Find(step.Item);
            var isKept = after is null || (now is not null && ObjectState.AreSame(after, now));
            results.Add(Result(isKept ? step : step with { Status = PublicationStatus.Diverged, Message = Changed(after!, now) }));
        }

        _written.Clear();
        return results;
    }

    private static string Changed(TreeMapping after, TreeMapping? now) => now is null
        ? "It was written, and somebody deleted it at once."
        : $"It was written, and {FieldManagers.LastOther(now) ?? "somebody"} changed {string.Join(", ", TreeDifference.Between(after, now))} at once.";

    private PublicationResult Result(PublicationStep step) => step.ToResult(plan.Cluster, DryRunMode.None, _entries.ContainsKey(step.Item.ObjectName) ? draft.Id : null);
}
