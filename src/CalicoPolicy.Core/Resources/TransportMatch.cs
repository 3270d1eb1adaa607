namespace CalicoPolicy.Core.Resources;

/// <summary>What packets of a transport protocol must have.</summary>
public sealed record TransportMatch : ResourcePart
{
    /// <summary>The destination port; null: any.</summary>
    public DestinationPort? DestinationPort { get; init; }
}
