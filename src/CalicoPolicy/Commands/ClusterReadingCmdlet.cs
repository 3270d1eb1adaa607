using System.Diagnostics;
using System.Management.Automation;
using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that reads clusters, which takes its time.</summary>
public abstract class ClusterReadingCmdlet : ClusterCmdlet
{
    private static readonly TimeSpan ProgressPace = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, int> _activities = new(StringComparer.Ordinal);
    private readonly Stopwatch _sinceProgress = new();

    /// <summary>Shows how far a cluster is, not too often.</summary>
    private protected void Show(ClusterProgress progress)
    {
        if (_sinceProgress.IsRunning && _sinceProgress.Elapsed < ProgressPace) return;
        _sinceProgress.Restart();
        if (!_activities.TryGetValue(progress.Cluster, out var id)) _activities.Add(progress.Cluster, id = _activities.Count + 1);
        WriteProgress(new(id, $"Reading {progress.Cluster}", progress.What) { PercentComplete = progress.Done * 100 / progress.Total });
    }

    /// <summary>Takes a cluster's progress away.</summary>
    private protected void Hide(string cluster)
    {
        if (_activities.Remove(cluster, out var id)) WriteProgress(new(id, $"Reading {cluster}", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Takes all progress away.</summary>
    private protected void HideAll()
    {
        foreach (var cluster in _activities.Keys.ToList()) Hide(cluster);
    }

    /// <summary>Reports a namespace that was asked for and is not there.</summary>
    private protected void WriteMissing(string cluster, string ns) => WriteError(
        "NamespaceNotFound", new ItemNotFoundException($"The cluster {cluster} has no namespace '{ns}'."), ErrorCategory.ObjectNotFound, ns, "Check the name; `kubectl get namespaces` lists them.");
}
