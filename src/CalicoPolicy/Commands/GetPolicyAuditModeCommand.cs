using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Audit;

namespace CalicoPolicy.Commands;

/// <summary>Tells what clusters do with traffic that policies deny.</summary>
[Cmdlet(VerbsCommon.Get, "PolicyAuditMode")]
[OutputType(typeof(AuditModeState))]
public sealed class GetPolicyAuditModeCommand : ClusterCmdlet
{
    /// <summary>The nodes; where none is given the whole cluster, and nodes on which it is otherwise.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Node { get; set; } = [];

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var clusters = Clusters();
        if (clusters.Count == 0) return;
        try
        {
            foreach (var reading in new AuditModeReader(Node, ThrottleLimit).ReadAsync(clusters, Cancellation).ToBlockingEnumerable(Cancellation))
            {
                foreach (var error in reading.Errors) WriteError(reading.Cluster, error);
                foreach (var node in reading.MissingNodes)
                {
                    WriteError(
                        "NodeNotFound", new ItemNotFoundException($"The cluster {reading.Cluster} has no node '{node}'."), ErrorCategory.ObjectNotFound, node, "Check the name; `kubectl get nodes` lists them.");
                }

                foreach (var state in reading.States) WriteObject(state);
            }
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }
    }
}
