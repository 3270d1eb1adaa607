using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Finds who may talk to whom, on what.</summary>
[Cmdlet(VerbsCommon.Get, "PolicyConnectivity")]
[OutputType(typeof(ConnectivityRow))]
[OutputType(typeof(ExposureRow))]
public sealed class GetPolicyConnectivityCommand : AnalysisCmdlet
{
    /// <summary>The namespaces whose workloads are asked for.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [WithoutNulls]
    public string[] Namespace { get; set; } = [];

    /// <summary>The workloads or hosts that are asked for, as name or namespace/name.</summary>
    [Parameter]
    [SupportsWildcards]
    [WithoutNulls]
    public string[] Workload { get; set; } = [];

    /// <summary>Asks for the endpoints whose labels this selector matches.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? Label { get; set; }

    /// <summary>The traffic that is asked for: ports, protocols, or both as in TCP/443.</summary>
    [Parameter]
    [TrafficTransformation]
    public TrafficSet? Port { get; set; }

    /// <summary>Ingress: who reaches them; Egress: whom they reach; both where it is not given.</summary>
    [Parameter]
    public PolicyDirection? Direction { get; set; }

    /// <summary>Tells instead how far each workload is open: to outside, to the whole cluster, to namespaces, whatever pods there may be.</summary>
    [Parameter]
    public SwitchParameter Exposure { get; set; }

    /// <summary>Counts staged policies too, as Calico's pending trace does or as they are meant; those in force alone where it is not given.</summary>
    [Parameter]
    public PendingMode? PendingMode { get; set; }

    /// <inheritdoc />
    private protected override void Analyse(PolicySnapshot snapshot)
    {
        if (snapshot.Endpoints.Count == 0)
        {
            WriteWarning("The snapshot has no endpoint: no pods, workloads or host endpoints. Without them nobody talks to anybody.");
            return;
        }

        var query = new ConnectivityQuery
        {
            Namespaces = Namespace,
            Workloads = Workload,
            Selector = Label is null ? null : Selector.Parse(Label),
            Traffic = Port,
            Direction = Direction is { } direction ? direction == PolicyDirection.Ingress ? PolicyType.Ingress : PolicyType.Egress : null,
        };
        if (!query.IsMetBy(snapshot))
        {
            WriteWarning($"No workload and no host of {snapshot.Cluster ?? "the snapshot"} is what -Namespace, -Workload and -Label ask for. Its namespaces: {string.Join(", ", snapshot.Namespaces.Take(20))}.");
            return;
        }

        var view = PendingMode switch
        {
            Parameters.PendingMode.Calico => PolicyView.PendingCalico,
            Parameters.PendingMode.Intended => PolicyView.PendingIntended,
            _ => PolicyView.Enforced,
        };
        var engine = PolicyEngine.Compile(snapshot, new() { View = view }, Cancellation);
        if (Exposure) WriteObject(ExposureRows.Of(engine, query, Cancellation), enumerateCollection: true);
        else WriteObject(ConnectivityRows.Of(engine, query, Cancellation), enumerateCollection: true);
    }
}
