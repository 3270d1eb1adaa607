using System.Diagnostics;
using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Reads clusters, and makes a snapshot of each.</summary>
[Cmdlet(VerbsCommon.Get, "PolicySnapshot")]
[OutputType(typeof(PolicySnapshot))]
public sealed class GetPolicySnapshotCommand : ClusterCmdlet
{
    private static readonly TimeSpan ProgressPace = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, int> _activities = new(StringComparer.Ordinal);
    private readonly Stopwatch _sinceProgress = new();

    /// <summary>The namespaces whose objects are read; all where none is given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string[] Namespace { get; set; } = [];

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var clusters = Clusters();
        if (clusters.Count == 0) return;
        try
        {
            foreach (var (progress, reading) in new ClusterReader(Namespace, ThrottleLimit).ReadAsync(clusters, Cancellation).ToBlockingEnumerable(Cancellation))
            {
                if (progress is not null) Show(progress);
                if (reading is not null) Write(reading);
            }
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }
    }

    private void Show(ClusterProgress progress)
    {
        if (_sinceProgress.IsRunning && _sinceProgress.Elapsed < ProgressPace) return;
        _sinceProgress.Restart();
        if (!_activities.TryGetValue(progress.Cluster, out var id)) _activities.Add(progress.Cluster, id = _activities.Count + 1);
        WriteProgress(new(id, $"Reading {progress.Cluster}", progress.What) { PercentComplete = progress.Done * 100 / progress.Total });
    }

    private void Write(ClusterReading reading)
    {
        if (_activities.TryGetValue(reading.Cluster, out var id)) WriteProgress(new(id, $"Reading {reading.Cluster}", "Done") { RecordType = ProgressRecordType.Completed });
        if (reading.Error is { } error) WriteError(reading.Cluster, error);
        foreach (var warning in reading.Warnings) WriteWarning($"{reading.Cluster}: {warning}");
        foreach (var ns in reading.MissingNamespaces)
        {
            WriteError(
                "NamespaceNotFound", new ItemNotFoundException($"The cluster {reading.Cluster} has no namespace '{ns}'."), ErrorCategory.ObjectNotFound, ns, "Check the name; `kubectl get namespaces` lists them.");
        }

        if (reading.Snapshot is { } snapshot) WriteObject(snapshot);
    }
}
