namespace CalicoPolicy.Core.Resources;

/// <summary>A port of an endpoint that rules may name.</summary>
public sealed record EndpointPort : ResourcePart
{
    /// <summary>The port's name; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The protocol; null where a document does not say (TCP in Kubernetes).</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The port number, 1 to 65535; null where a document does not say.</summary>
    public long? Port { get; init; }

    /// <summary>Name, protocol and number: <c>http TCP/8080</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} {Protocol ?? Resources.Protocol.Tcp}/{Port}").TrimStart();
}
