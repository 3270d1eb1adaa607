using System.Management.Automation;
using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Judges who may change which tier, or lists it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolicyTierAccess")]
[OutputType(typeof(PolicyFinding), typeof(TierAccessRow), typeof(bool))]
public sealed class TestPolicyTierAccessCommand : FindingCmdlet
{
    private readonly List<Resource> _resources = [];
    private readonly List<PolicySnapshot> _snapshots = [];

    /// <summary>Roles, bindings, tiers and policies that count in place of those of the snapshot, or besides them; alone they are the snapshot. Snapshots may be piped too.</summary>
    [Parameter(ValueFromPipeline = true)]
    [WithoutNulls]
    public object[] InputObject { get; set; } = [];

    /// <summary>The snapshot to judge, several of them, or the path of files to make one of.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Snapshot { get; set; }

    /// <summary>Lists who may do what in which tier, and who may override whom, in place of findings.</summary>
    [Parameter]
    public SwitchParameter Access { get; set; }

    /// <summary>Who checks rights in tiers: the webhook of native kinds, or Calico's own API server.</summary>
    [Parameter]
    public TierEnforcement Enforcement { get; set; }

    /// <summary>Counts the subjects of Kubernetes and Calico themselves too.</summary>
    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    /// <inheritdoc />
    private protected override RuleGroup Rules => AccessRules.Group;

    /// <inheritdoc />
    private protected override object? SnapshotSource => Snapshot;

    /// <inheritdoc />
    private protected override bool StatesCompleteness => Complete;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Access && (Quiet || FailOn is not null))
        {
            ThrowError(
                "AccessIsNoJudgement", new PSArgumentException("-Access lists who may do what and judges nothing: there is nothing for -Quiet or -FailOn to go by."), ErrorCategory.InvalidArgument, null,
                "Leave out -Access to judge, or -Quiet and -FailOn to list.");
        }

        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => Sort(InputObject, _resources, _snapshots);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var snapshots = Snapshots(_snapshots, _resources);
        if (Access)
        {
            foreach (var snapshot in snapshots) List(snapshot);
            return;
        }

        Judge(
            [.. snapshots.SelectMany(snapshot => snapshot.Resources)],
            options => snapshots.SelectMany(snapshot => AccessRules.Judge(snapshot, Enforcement, IncludeSystem, options, Cancellation)),
            Unseen(snapshots));
    }

    private void List(PolicySnapshot snapshot)
    {
        if (Unseen([snapshot]) is { } unseen) WriteWarning(unseen.What);
        foreach (var row in TierAccessRows.Of(snapshot, Enforcement, IncludeSystem, Cancellation))
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(row);
        }
    }

    private static (string What, string Action)? Unseen(IReadOnlyList<PolicySnapshot> snapshots)
    {
        var unseen = snapshots.SelectMany(TierAccessRows.Unseen).ToList();
        if (unseen.Count > 0) return ($"Not all was seen: {string.Join(" ", unseen)}", "Take the snapshot with the right to read roles, bindings and tiers (docs/examples/roles/snapshot.yaml), or add the roles that are missing.");
        return snapshots.Any(snapshot => snapshot.Resources.OfType<AccessBinding>().Any())
            ? null
            : ("There was nothing to judge: no ClusterRoleBinding and no RoleBinding.", "Take the snapshot anew: it is of a version that kept no roles, or of a cluster without them. Of files, add roles and bindings.");
    }
}
