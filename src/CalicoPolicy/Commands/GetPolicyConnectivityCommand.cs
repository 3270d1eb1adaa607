using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Finds who may talk to whom, on what.</summary>
[Cmdlet(VerbsCommon.Get, "PolicyConnectivity")]
[OutputType(typeof(ConnectivityRow))]
[OutputType(typeof(ExposureRow))]
public sealed class GetPolicyConnectivityCommand : WorkloadQueryCmdlet
{
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

        var query = Query with
        {
            Traffic = Port,
            Direction = Direction is { } direction ? direction == PolicyDirection.Ingress ? PolicyType.Ingress : PolicyType.Egress : null,
        };
        if (!query.IsMetBy(snapshot))
        {
            WriteWarning($"No workload and no host of {snapshot.Cluster ?? "the snapshot"} is what -Namespace, -Workload and -Label ask for. Its namespaces: {string.Join(", ", snapshot.Namespaces.Take(20))}.");
            return;
        }

        var engine = PolicyEngine.Compile(snapshot, new() { View = PendingMode.ToView() }, Cancellation);
        if (Exposure) WriteObject(ExposureRows.Of(engine, query, Cancellation), enumerateCollection: true);
        else WriteObject(ConnectivityRows.Of(engine, query, Cancellation), enumerateCollection: true);
    }
}
