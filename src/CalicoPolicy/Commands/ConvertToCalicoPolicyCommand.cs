using System.Management.Automation;
using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Turns policies of Kubernetes into policies of Calico that mean the same.</summary>
[Cmdlet(VerbsData.ConvertTo, "CalicoPolicy")]
[OutputType(typeof(NetworkPolicy), typeof(GlobalNetworkPolicy), typeof(StagedNetworkPolicy))]
public sealed class ConvertToCalicoPolicyCommand : ConversionCmdlet
{
    /// <summary>The product and version that the policies are for.</summary>
    [Parameter]
    [TargetTransformation]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public CalicoTarget? Target { get; set; }

    private protected override ConversionResult Convert() => PublishableConversion.Convert(InputObject, Target);
}
