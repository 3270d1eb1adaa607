using System.Management.Automation;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Lists the policies of endpoints in the order of evaluation.</summary>
[Cmdlet(VerbsCommon.Get, "EffectivePolicy")]
[OutputType(typeof(EffectivePolicy))]
public sealed class GetEffectivePolicyCommand : NamedEndCmdlet
{
    private IReadOnlyList<(PolicyEngine Engine, FlowEndNames Names)> _engines = [];

    /// <summary>The endpoints: names, or what Find-PolicyEndpoint returned.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [WithoutNulls]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public object[] Endpoint { get; set; } = [];

    /// <summary>Ingress or Egress; both where it is not given.</summary>
    [Parameter]
    public PolicyDirection? Direction { get; set; }

    /// <summary>How staged policies are listed.</summary>
    [Parameter]
    public PendingMode PendingMode { get; set; } = PendingMode.Calico;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var view = PendingMode.ToView();
        _engines = [.. Snapshots([], Policy, ReplacePolicy).Select(snapshot => (PolicyEngine.Compile(snapshot, new() { View = view }, Cancellation), new FlowEndNames(snapshot, Namespace)))];
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        PolicyType? direction = Direction is { } one ? one == PolicyDirection.Ingress ? PolicyType.Ingress : PolicyType.Egress : null;
        foreach (var item in Endpoint)
        {
            var name = (item is PSObject wrapped ? wrapped.BaseObject : item) switch
            {
                PolicyEndpoint { Endpoint: { } found } => NameOf(found),
                Endpoint found => NameOf(found),
                var other => other.ToString() ?? string.Empty,
            };
            foreach (var (engine, names) in _engines)
            {
                try
                {
                    foreach (var (endpoint, shown) in names.EndpointsOf(name))
                        WriteObject(EffectivePolicies.Of(engine, endpoint, direction, shown), enumerateCollection: true);
                }
                catch (FlowQuestionException exception)
                {
                    Report(exception, item);
                }
            }
        }
    }

    private static string NameOf(Endpoint endpoint) =>
        endpoint.Kind == EndpointKind.Host ? $"hep/{endpoint.Name}" : $"{endpoint.Namespace ?? "default"}/{endpoint.Resource.Kind}/{endpoint.Name}";
}
