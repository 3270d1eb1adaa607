using System.Management.Automation;
using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Turns staged policies into their enforced twins.</summary>
[Cmdlet(VerbsData.ConvertFrom, "StagedPolicy")]
[OutputType(typeof(NetworkPolicy), typeof(GlobalNetworkPolicy), typeof(KubernetesNetworkPolicy))]
public sealed class ConvertFromStagedPolicyCommand : ConversionCmdlet
{
    private protected override ConversionResult Convert() => StagedConversion.Enforce(InputObject);
}
