namespace CalicoPolicy.Core.Resources;

/// <summary>A network interface of a node.</summary>
public sealed record HostEndpoint : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "HostEndpoint";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The node's name.</summary>
    public string Node { get; init; } = string.Empty;

    /// <summary>The interface's name, or <c>*</c> for all; null: the one with the expected addresses.</summary>
    public string? InterfaceName { get; init; }

    /// <summary>The interface's addresses; without them label selectors in rules do not match the endpoint.</summary>
    public IReadOnlyList<string> ExpectedIPs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The profiles, in order.</summary>
    public IReadOnlyList<string> Profiles { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The named ports.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; init => field = ValueList.Of(value); } = ValueList<EndpointPort>.None;

    /// <inheritdoc />
    public override string Summary => $"{Node} {InterfaceName ?? string.Join(',', ExpectedIPs)}; {Labels}";
}
