using System.Management.Automation;
using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Turns policies into their staged twins, which change no traffic.</summary>
[Cmdlet(VerbsData.ConvertTo, "StagedPolicy")]
[OutputType(typeof(StagedNetworkPolicy), typeof(StagedGlobalNetworkPolicy), typeof(StagedKubernetesNetworkPolicy))]
public sealed class ConvertToStagedPolicyCommand : ConversionCmdlet
{
    /// <summary>What is staged: the policy, its deletion, or a recommendation.</summary>
    [Parameter]
    public StagedPolicyAction StagedAction { get; set; }

    /// <summary>The product and version that the policies are for.</summary>
    [Parameter]
    [TargetTransformation]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public CalicoTarget? Target { get; set; }

    private protected override ConversionResult Convert() => StagedConversion.Stage(InputObject, new StagedAction(StagedAction.ToString()), Target);
}
