using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes an endpoint of an interface of a node.</summary>
[Cmdlet(VerbsCommon.New, "HostEndpoint")]
[OutputType(typeof(HostEndpoint))]
public sealed class NewHostEndpointCommand : BuilderCmdlet
{
    /// <summary>The endpoint's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The name of the node.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Node { get; set; } = string.Empty;

    /// <summary>The interface's name, or <c>*</c> for all of the node's.</summary>
    [Parameter]
    public string? InterfaceName { get; set; }

    /// <summary>The interface's addresses.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] ExpectedIP { get; set; } = [];

    /// <summary>The endpoint's labels, by which policies and rules select it.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The profiles that decide where no policy applies, in order.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostProfileCompleter))]
    [WithoutNulls]
    public string[] Profile { get; set; } = [];

    /// <summary>Named ports: <c>name:TCP:8080</c>, or hashtables with Name, Protocol and Port.</summary>
    [Parameter]
    [EndpointPortTransformation]
    public EndpointPort[] Port { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteResource(new HostEndpoint
    {
        Metadata = new ObjectMetadata { Name = Name, Labels = LabelArgument.ToLabels(Label) },
        Node = Node,
        InterfaceName = string.IsNullOrEmpty(InterfaceName) ? null : InterfaceName,
        ExpectedIPs = ExpectedIP,
        Profiles = Profile,
        Ports = Port,
    });
}
