namespace CalicoPolicy.Core.Resources;

/// <summary>An address or name of a node.</summary>
public sealed record NodeAddress : ResourcePart
{
    /// <summary>InternalIP, ExternalIP, Hostname, InternalDNS or ExternalDNS.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>The address or name.</summary>
    public string Address { get; init; } = string.Empty;
}
