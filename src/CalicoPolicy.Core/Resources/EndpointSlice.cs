namespace CalicoPolicy.Core.Resources;

/// <summary>Some of the endpoints behind a service (<c>discovery.k8s.io/v1</c>).</summary>
public sealed record EndpointSlice : Resource
{
    /// <summary>The label that names the service.</summary>
    public const string ServiceLabel = "kubernetes.io/service-name";

    /// <inheritdoc />
    public override string ApiVersion => "discovery.k8s.io/v1";

    /// <inheritdoc />
    public override string Kind => "EndpointSlice";

    /// <inheritdoc />
    public override bool IsNamespaced => true;

    /// <summary>The service's name, by label; null where there is none.</summary>
    public string? ServiceName => Labels.TryGetValue(ServiceLabel, out var name) ? name : null;

    /// <summary>IPv4, IPv6 or FQDN; empty where the document does not say.</summary>
    public string AddressType { get; init; } = string.Empty;

    /// <summary>The endpoints.</summary>
    public IReadOnlyList<SliceEndpoint> Endpoints { get; init => field = ValueList.Of(value); } = ValueList<SliceEndpoint>.None;

    /// <summary>The ports of each of them.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; init => field = ValueList.Of(value); } = ValueList<EndpointPort>.None;
}
