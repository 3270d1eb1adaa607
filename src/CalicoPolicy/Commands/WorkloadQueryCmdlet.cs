using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that asks for some of the workloads of a snapshot.</summary>
public abstract class WorkloadQueryCmdlet : AnalysisCmdlet
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

    /// <summary>Whose workloads are asked for.</summary>
    private protected ConnectivityQuery Query => new()
    {
        Namespaces = Namespace,
        Workloads = Workload,
        Selector = Label is null ? null : Selector.Parse(Label),
    };
}
