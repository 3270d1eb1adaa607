using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Makes a network set that is in no namespace.</summary>
[Cmdlet(VerbsCommon.New, "GlobalNetworkSet", DefaultParameterSetName = "Net")]
[OutputType(typeof(GlobalNetworkSet))]
public sealed class NewGlobalNetworkSetCommand : AddressSetCmdlet
{
    /// <inheritdoc />
    private protected override AddressSet Make(ObjectMetadata metadata) => new GlobalNetworkSet { Metadata = metadata };
}
