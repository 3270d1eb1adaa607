using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a policy across namespaces and for host endpoints.</summary>
[Cmdlet(VerbsCommon.New, "GlobalNetworkPolicy")]
[OutputType(typeof(GlobalNetworkPolicy), typeof(StagedGlobalNetworkPolicy))]
public sealed class NewGlobalNetworkPolicyCommand : TieredPolicyCmdlet
{
    /// <summary>Selects the namespaces of the endpoints; without it host endpoints are selected too.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? NamespaceSelector { get; set; }

    /// <summary>Applies the rules before connection tracking; host endpoints only.</summary>
    [Parameter]
    public SwitchParameter DoNotTrack { get; set; }

    /// <summary>Applies the rules before destination NAT; host endpoints only.</summary>
    [Parameter]
    public SwitchParameter PreDnat { get; set; }

    /// <summary>Applies the rules to forwarded traffic of host endpoints too.</summary>
    [Parameter]
    public SwitchParameter ApplyOnForward { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        GlobalPolicy policy = IsStaged ? new StagedGlobalNetworkPolicy { DeclaredStagedAction = DeclaredStagedAction } : new GlobalNetworkPolicy();
        WriteResource(Fill(
            policy with
            {
                NamespaceSelector = NamespaceSelector,
                DoNotTrack = DoNotTrack ? true : null,
                PreDnat = PreDnat ? true : null,
                ApplyOnForward = ApplyOnForward ? true : null,
            },
            null));
    }
}
