using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Reads clusters, and makes a snapshot of each.</summary>
[Cmdlet(VerbsCommon.Get, "PolicySnapshot")]
[OutputType(typeof(PolicySnapshot))]
public sealed class GetPolicySnapshotCommand : ClusterReadingCmdlet
{
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

    private void Write(ClusterReading reading)
    {
        Hide(reading.Cluster);
        if (reading.Error is { } error) WriteError(reading.Cluster, error);
        foreach (var gap in reading.Refused) WriteWarning($"{reading.Cluster}: {gap}");
        foreach (var ns in reading.MissingNamespaces) WriteMissing(reading.Cluster, ns);
        if (reading.Snapshot is { } snapshot) WriteObject(snapshot);
    }
}
