using System.Management.Automation;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Judges policies by the practice catalogue: by themselves, or in the cluster that they are for.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolicyEfficiency")]
[OutputType(typeof(PolicyFinding), typeof(bool))]
public sealed class TestPolicyEfficiencyCommand : FindingCmdlet
{
    private readonly List<Resource> _resources = [];
    private readonly List<PolicySnapshot> _snapshots = [];

    /// <summary>The resources to judge: policies, and the tiers and sets that they stand on. Snapshots may be piped too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [WithoutNulls]
    public object[] InputObject { get; set; } = [];

    /// <summary>The cluster that the resources are for: a snapshot, several, or the path of files to make one of. Without resources its own are judged.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Snapshot { get; set; }

    /// <summary>Takes the policies among the resources for all that the snapshot has.</summary>
    [Parameter]
    public SwitchParameter ReplacePolicy { get; set; }

    /// <summary>Adds the changed policy to each finding that can be mended within it.</summary>
    [Parameter]
    public SwitchParameter SuggestChange { get; set; }

    /// <inheritdoc />
    private protected override bool SuggestsChanges => SuggestChange;

    /// <inheritdoc />
    private protected override RuleGroup Rules => EfficiencyRules.Group;

    /// <inheritdoc />
    private protected override object? SnapshotSource => Snapshot;

    /// <inheritdoc />
    private protected override bool StatesCompleteness => Complete;

    /// <inheritdoc />
    protected override void ProcessRecord() => Sort(InputObject, _resources, _snapshots);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Snapshot is not null || _snapshots.Count > 0)
            JudgeInClusters();
        else
            Judge(_resources, options => RuleRunner.Run(_resources, Rules, options, Cancellation), _resources.Count > 0 ? null : Nothing);
    }

    private static (string What, string Action) Nothing { get; } =
        ("There was nothing to judge: no resource came in.", "See why Import-Policy read none: a path, or errors of it.");

    private void JudgeInClusters()
    {
        var snapshots = Snapshots(_snapshots, _resources, ReplacePolicy);
        var judged = _resources.Count > 0 ? _resources : null;
        Judge(
            judged ?? [.. snapshots.SelectMany(snapshot => snapshot.Resources)],
            options => snapshots.SelectMany(snapshot => EfficiencyRules.Judge(snapshot, judged, options, Cancellation)),
            Unseen(snapshots));
    }

    private static (string What, string Action)? Unseen(IReadOnlyList<PolicySnapshot> snapshots)
    {
        if (snapshots.All(snapshot => snapshot.Resources.Count == 0)) return Nothing;
        var gaps = snapshots.SelectMany(snapshot => snapshot.Gaps).ToList();
        return gaps.Count == 0 ? null : ($"Not all was judged: {string.Join(" ", gaps)}.", "Take the snapshot with the right to read them.");
    }
}
