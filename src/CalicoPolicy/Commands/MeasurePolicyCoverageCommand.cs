using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Tells what policies cover.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "PolicyCoverage")]
[OutputType(typeof(CoverageRow))]
public sealed class MeasurePolicyCoverageCommand : AnalysisCmdlet
{
    /// <summary>The namespaces whose workloads are asked for.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [WithoutNulls]
    public string[] Namespace { get; set; } = [];

    /// <summary>The workloads, hosts or nodes that are asked for, as name or namespace/name.</summary>
    [Parameter]
    [SupportsWildcards]
    [WithoutNulls]
    public string[] Workload { get; set; } = [];

    /// <summary>Asks for the endpoints whose labels this selector matches.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? Label { get; set; }

    /// <inheritdoc />
    private protected override void Analyse(PolicySnapshot snapshot)
    {
        var query = new ConnectivityQuery
        {
            Namespaces = Namespace,
            Workloads = Workload,
            Selector = Label is null ? null : Selector.Parse(Label),
        };
        foreach (var unseen in CoverageRows.Unseen(snapshot)) WriteWarning($"{unseen} What there is of them is not in the rows.");
        foreach (var row in CoverageRows.Of(snapshot, query, Cancellation))
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(row);
        }
    }
}
