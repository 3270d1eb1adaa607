using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Judges what policies cover.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolicyCoverage")]
[OutputType(typeof(PolicyFinding), typeof(bool))]
public sealed class TestPolicyCoverageCommand : FindingCmdlet
{
    private readonly List<Resource> _resources = [];
    private readonly List<PolicySnapshot> _snapshots = [];

    /// <summary>Resources that count in place of those of the snapshot with the same kind, namespace and name; alone, with -Complete, they are the snapshot. Snapshots may be piped too.</summary>
    [Parameter(ValueFromPipeline = true)]
    [WithoutNulls]
    public object[] InputObject { get; set; } = [];

    /// <summary>Takes the policies among the resources for all that there are.</summary>
    [Parameter]
    public SwitchParameter ReplacePolicy { get; set; }

    /// <summary>The snapshot to judge, several of them, or the path of files to make one of.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Snapshot { get; set; }

    /// <inheritdoc />
    private protected override RuleGroup Rules => CoverageRules.Group;

    /// <inheritdoc />
    private protected override object? SnapshotSource => Snapshot;

    /// <inheritdoc />
    private protected override bool StatesCompleteness => Complete;

    /// <inheritdoc />
    protected override void ProcessRecord() => Sort(InputObject, _resources, _snapshots);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var isWhole = Complete || Snapshot is not null || _snapshots.Count > 0;
        var snapshots = Snapshots(_snapshots, _resources, ReplacePolicy);
        Judge(
            [.. snapshots.SelectMany(snapshot => snapshot.Resources)],
            options => snapshots.SelectMany(snapshot => CoverageRules.Judge(snapshot, options with { Complete = isWhole }, Cancellation)),
            isWhole ? Unseen(snapshots) : ("Nothing was judged: in a part of the resources nobody can tell what is missing.", "State that they are all that there is (-Complete), or give what there is besides as -Snapshot."));
    }

    private static (string What, string Action)? Unseen(IReadOnlyList<PolicySnapshot> snapshots)
    {
        if (snapshots.All(snapshot => snapshot.Endpoints.Count == 0))
            return ("There was nothing to judge: no pod, workload or host endpoint.", "See why the snapshot has none: a path, errors of Import-PolicySnapshot, or rights in the cluster.");
        var unseen = snapshots.SelectMany(CoverageRows.Unseen).ToList();
        return unseen.Count == 0 ? null : ($"Not all was judged: {string.Join(" ", unseen)}", "Take the snapshot with the right to read them.");
    }
}
