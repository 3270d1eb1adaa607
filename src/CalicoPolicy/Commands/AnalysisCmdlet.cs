using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that asks snapshots, with the resources of the pipeline laid over them.</summary>
public abstract class AnalysisCmdlet : SnapshotCmdlet
{
    private readonly List<Resource> _resources = [];
    private readonly List<PolicySnapshot> _snapshots = [];

    /// <summary>Resources that count in place of those of the snapshot with the same kind, namespace and name; alone they are the snapshot. Snapshots may be piped too.</summary>
    [Parameter(ValueFromPipeline = true)]
    [WithoutNulls]
    public object[] InputObject { get; set; } = [];

    /// <summary>Takes the policies among the resources for all that there are.</summary>
    [Parameter]
    public SwitchParameter ReplacePolicy { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var item in InputObject)
        {
            switch (item is PSObject wrapped ? wrapped.BaseObject : item)
            {
                case Resource resource: _resources.Add(resource); break;
                case PolicySnapshot snapshot: _snapshots.Add(snapshot); break;
                case var other:
                    WriteError(
                        "InputNotResource",
                        new PSArgumentException($"{other.GetType().Name} is no resource and no snapshot: it was passed over."),
                        ErrorCategory.InvalidType,
                        other,
                        "Pipe what Import-Policy, Import-PolicySnapshot or Get-PolicySnapshot returns.");
                    break;
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var snapshot in Snapshots(_snapshots, _resources, ReplacePolicy))
        {
            foreach (var gap in snapshot.Gaps) WriteVerbose($"{snapshot.Cluster}: {gap}");
            Analyse(snapshot);
        }
    }

    /// <summary>Asks one snapshot and writes the answers.</summary>
    private protected abstract void Analyse(PolicySnapshot snapshot);
}
