using System.Management.Automation;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Finds the endpoints that a policy or a selector picks.</summary>
[Cmdlet(VerbsCommon.Find, "PolicyEndpoint", DefaultParameterSetName = "Selector")]
[OutputType(typeof(PolicyEndpoint))]
public sealed class FindPolicyEndpointCommand : SnapshotCmdlet
{
    private IReadOnlyList<PolicySnapshot> _snapshots = [];

    /// <summary>The policies.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Policy")]
    [WithoutNulls]
    public Resource[] Policy { get; set; } = [];

    /// <summary>Finds whom the rules pick on their other side, in place of whom the policy applies to.</summary>
    [Parameter(ParameterSetName = "Policy")]
    public SwitchParameter Peer { get; set; }

    /// <summary>Selects endpoints by label.</summary>
    [Parameter(Position = 0, ParameterSetName = "Selector")]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? Selector { get; set; }

    /// <summary>Selects them by the labels of their namespace.</summary>
    [Parameter(ParameterSetName = "Selector")]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? NamespaceSelector { get; set; }

    /// <summary>Selects them by the labels of their service account.</summary>
    [Parameter(ParameterSetName = "Selector")]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? ServiceAccountSelector { get; set; }

    /// <summary>Looks in one namespace, as a NetworkPolicy does.</summary>
    [Parameter(ParameterSetName = "Selector")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _snapshots = Snapshots([], []);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var snapshot in _snapshots)
        {
            if (ParameterSetName == "Selector")
            {
                var selector = Selector ?? string.Empty;
                Write(PolicyEndpoints.Find(snapshot, Namespace, selector, NamespaceSelector ?? string.Empty, ServiceAccountSelector ?? string.Empty));
            }

            foreach (var policy in Policy) Write(snapshot, policy);
        }
    }

    private void Write(PolicySnapshot snapshot, Resource policy)
    {
        if (PolicyEndpoints.SelectedBy(snapshot, policy) is not { } selected)
            WriteVerbose($"{policy} selects nothing: it is no policy, or its selector is none.");
        else
            Write(Peer ? PolicyEndpoints.PeersOf(snapshot, policy) : selected);
    }

    private void Write(IEnumerable<PolicyEndpoint> found)
    {
        foreach (var endpoint in found)
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(endpoint);
        }
    }
}
