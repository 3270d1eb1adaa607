namespace CalicoPolicy.Core.Resources;

/// <summary>A pod. Only what policy needs is kept: no environment, arguments or foreign annotations (decision 26).</summary>
public sealed record Pod : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CoreApiVersion;

    /// <inheritdoc />
    public override string Kind => "Pod";

    /// <inheritdoc />
    public override bool IsNamespaced => true;

    /// <summary>The service account; null where the document does not say, which means <c>default</c>.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>The node that the pod runs on; null where it was not scheduled.</summary>
    public string? NodeName { get; init; }

    /// <summary>Whether the pod shares its node's network, so that it is no endpoint of its own; null: no.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>The ports of its containers, those of init containers too.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; init => field = ValueList.Of(value); } = ValueList<EndpointPort>.None;

    /// <summary>Pending, Running, Succeeded, Failed or Unknown; null where the document does not say (a manifest).</summary>
    public string? Phase { get; init; }

    /// <summary>The pod's addresses, one of each IP version at most.</summary>
    public IReadOnlyList<string> IPs { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
