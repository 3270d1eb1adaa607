namespace CalicoPolicy.Core.Resources;

/// <summary>A port or a range; exactly one of both is given.</summary>
public sealed record DestinationPort : ResourcePart
{
    /// <summary>The port, 1 to 65535.</summary>
    public long? Number { get; init; }

    /// <summary>The range.</summary>
    public PortRange? Range { get; init; }
}
