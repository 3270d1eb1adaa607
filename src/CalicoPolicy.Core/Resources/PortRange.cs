namespace CalicoPolicy.Core.Resources;

/// <summary>Ports from the first to the last, both included.</summary>
public sealed record PortRange : ResourcePart
{
    /// <summary>The first port, 1 to 65535; null where the document does not say.</summary>
    public long? Start { get; init; }

    /// <summary>The last port, greater than the first; null where the document does not say.</summary>
    public long? End { get; init; }
}
