using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Finds the fields in which two sets of resources differ, or who reaches whom by the one and not by the other.</summary>
[Cmdlet(VerbsData.Compare, "Policy", DefaultParameterSetName = Fields)]
[OutputType(typeof(PolicyDifference), ParameterSetName = [Fields])]
[OutputType(typeof(ConnectivityDifference), ParameterSetName = [Meaning])]
public sealed class ComparePolicyCommand : SnapshotCmdlet
{
    private const string Fields = "Fields";
    private const string Meaning = "Semantic";

    private readonly List<Resource> _difference = [];

    /// <summary>The resources to compare with; with -Semantic those of the snapshot where none are given.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyCollection]
    public Resource[]? ReferenceObject { get; set; }

    /// <summary>The resources that are compared.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public Resource[]? DifferenceObject { get; set; }

    /// <summary>Passes over what means the same: order and spelling of set members and selectors, and defaults.</summary>
    [Parameter(ParameterSetName = Fields)]
    public SwitchParameter Normalize { get; set; }

    /// <summary>Compares who reaches whom, on the endpoints of the snapshot.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Meaning)]
    public SwitchParameter Semantic { get; set; }

    /// <summary>Counts staged policies after the change, as Calico's pending trace does or as they are meant.</summary>
    [Parameter(ParameterSetName = Meaning)]
    public PendingMode? PendingMode { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var given = MyInvocation.BoundParameters;
        if (Semantic || (given.ContainsKey(nameof(ReferenceObject)) && (given.ContainsKey(nameof(DifferenceObject)) || MyInvocation.ExpectingInput))) return;
        ThrowError(
            "SetMissing",
            new PSArgumentException("Two sets are compared, and one of them was not given."),
            ErrorCategory.InvalidArgument,
            null,
            "Give both, or pipe the second. With -Semantic and -Snapshot one is enough: it is compared with what the snapshot has.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => _difference.AddRange(DifferenceObject ?? []);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Semantic) CompareMeaning();
        else CompareFields();
    }

    private void CompareFields()
    {
        var repeated = new List<Resource>();
        var differences = PolicyComparison.Compare(ReferenceObject ?? [], _difference, Normalize, repeated, Cancellation);
        foreach (var resource in repeated) WriteWarning($"{resource} is there more than once: the last one counts.");
        WriteObject(differences, enumerateCollection: true);
    }

    private void CompareMeaning()
    {
        // Without a snapshot the two sets are all that there is.
        var reference = ReferenceObject ?? [];
        foreach (var snapshot in Snapshot is null ? [PolicySnapshot.Of([], new() { IsComplete = Complete }, Cancellation)] : Snapshots([], []))
        {
            var (before, after) = Sides(snapshot, reference);
            if (after.Endpoints.Count == 0 && before.Endpoints.Count == 0)
            {
                WriteWarning("There is no endpoint, neither before nor after: nothing can differ. Give a -Snapshot with pods or workloads.");
                continue;
            }

            var view = PendingMode.ToView();
            if (view == PolicyView.Enforced && _difference.Exists(resource => resource is IStagedPolicy))
                WriteWarning("Staged policies change nothing until they are enforced: ask with -PendingMode, or pipe what ConvertFrom-StagedPolicy makes of them.");
            var differences = ConnectivityComparison.Of(
                PolicyEngine.Compile(before, cancellationToken: Cancellation), PolicyEngine.Compile(after, new() { View = view }, Cancellation), cancellationToken: Cancellation);
            WriteObject(differences, enumerateCollection: true);
        }
    }

    /// <summary>What was and what is: an object that only one of the two sets has is missing in the other, also where the snapshot has it.</summary>
    private (PolicySnapshot Before, PolicySnapshot After) Sides(PolicySnapshot snapshot, Resource[] reference)
    {
        if (ReferenceObject is null) return (snapshot, snapshot.With(_difference, cancellationToken: Cancellation));
        return (
            snapshot.Without(_difference, Cancellation).With(reference, cancellationToken: Cancellation),
            snapshot.Without(reference, Cancellation).With(_difference, cancellationToken: Cancellation));
    }
}
