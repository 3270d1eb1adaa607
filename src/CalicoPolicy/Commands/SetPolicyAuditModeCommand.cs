using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Audit;

namespace CalicoPolicy.Commands;

/// <summary>Says what clusters do with traffic that policies deny.</summary>
[Cmdlet(VerbsCommon.Set, "PolicyAuditMode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuditModeChange))]
public sealed class SetPolicyAuditModeCommand : ClusterCmdlet
{
    /// <summary>The mode.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public AuditMode Mode { get; set; }

    /// <summary>The nodes; the whole cluster where none is given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Node { get; set; } = [];

    /// <summary>Changes configurations too that other tools look after.</summary>
    [Parameter]
    public SwitchParameter TakeOwnership { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var cluster in Clusters())
        {
            foreach (var node in Node.Length == 0 ? new string?[] { null } : Node) Set(new(cluster, TakeOwnership), node);
        }
    }

    private void Set(AuditModeWriter writer, string? node)
    {
        AuditModeChange change;
        try
        {
            change = Task.Run(() => writer.PlanAsync(node, Mode, Cancellation), Cancellation).GetAwaiter().GetResult();
            if (change.Error is null && change.Status != Core.Publishing.PublicationStatus.Unchanged)
            {
                if (!ShouldProcess($"{change.Cluster}: FelixConfiguration {change.Name}", change.Description)) return;
                change = Task.Run(() => writer.ApplyAsync(change, Cancellation), Cancellation).GetAwaiter().GetResult();
            }
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
            return;
        }

        if (change.Error is { } error)
        {
            WriteError(change.Cluster, error);
            return;
        }

        if (change.IsOpen)
            WriteWarning($"{change.Cluster}: audit mode is on {(node is null ? "in the whole cluster" : $"on node {node}")}. What policies deny gets through until `Set-PolicyAuditMode Drop`{(node is null ? string.Empty : " for the node")}.");
        WriteObject(change);
    }
}
