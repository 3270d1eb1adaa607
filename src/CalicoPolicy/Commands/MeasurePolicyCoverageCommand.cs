using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Commands;

/// <summary>Tells what policies cover.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "PolicyCoverage")]
[OutputType(typeof(CoverageRow))]
public sealed class MeasurePolicyCoverageCommand : WorkloadQueryCmdlet
{
    /// <inheritdoc />
    private protected override void Analyse(PolicySnapshot snapshot)
    {
        foreach (var unseen in CoverageRows.Unseen(snapshot)) WriteWarning($"{unseen} What there is of them is not in the rows.");
        foreach (var row in CoverageRows.Of(snapshot, Query, Cancellation))
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(row);
        }
    }
}
