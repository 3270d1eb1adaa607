using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes one side of a rule.</summary>
[Cmdlet(VerbsCommon.New, "PolicyPeer")]
[OutputType(typeof(PolicyPeer))]
public sealed class NewPolicyPeerCommand : BuilderCmdlet
{
    /// <summary>Selects endpoints and network sets by label.</summary>
    [Parameter(Position = 0)]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? Selector { get; set; }

    /// <summary>Selects by label what may not match.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? NotSelector { get; set; }

    /// <summary>Selects namespaces by label, or <c>global()</c>.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? NamespaceSelector { get; set; }

    /// <summary>Address blocks, one of which must hold the address.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] Net { get; set; } = [];

    /// <summary>Address blocks, none of which may hold the address.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] NotNet { get; set; } = [];

    /// <summary>Ports (443), ranges (8000:8099) and port names.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] Port { get; set; } = [];

    /// <summary>Ports that may not match.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] NotPort { get; set; } = [];

    /// <summary>Domain names (Calico Enterprise).</summary>
    [Parameter]
    [WithoutNulls]
    public string[] Domain { get; set; } = [];

    /// <summary>Names of service accounts.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] ServiceAccount { get; set; } = [];

    /// <summary>Selects service accounts by label.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? ServiceAccountSelector { get; set; }

    /// <summary>The service whose backends match.</summary>
    [Parameter]
    public string? Service { get; set; }

    /// <summary>The service's namespace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? ServiceNamespace { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var peer = PeerArgument.Make(
            Selector, NotSelector, NamespaceSelector, Net, NotNet, Port, NotPort, Domain, ServiceAccount, ServiceAccountSelector, Service, ServiceNamespace);
        WritePart(peer, RuleChecking.FaultsOf(peer));
    }
}
