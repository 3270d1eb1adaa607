namespace CalicoPolicy.Core.Resources;

/// <summary>A port of hosts that stays open, of <see cref="FelixConfiguration"/>.</summary>
public sealed record ProtoPort : ResourcePart
{
    /// <summary>TCP, UDP or SCTP; null where the document does not say.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The port's number.</summary>
    public long? Port { get; init; }

    /// <summary>The block that the other end is in; null: anywhere.</summary>
    public string? Net { get; init; }
}
