using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a network set of a namespace.</summary>
[Cmdlet(VerbsCommon.New, "NetworkSet", DefaultParameterSetName = "Net")]
[OutputType(typeof(NetworkSet))]
public sealed class NewNetworkSetCommand : AddressSetCmdlet
{
    /// <summary>The set's namespace.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <inheritdoc />
    private protected override AddressSet Make(ObjectMetadata metadata) => new NetworkSet { Metadata = metadata with { Namespace = Namespace } };
}
