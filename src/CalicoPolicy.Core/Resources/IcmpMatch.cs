namespace CalicoPolicy.Core.Resources;

/// <summary>An ICMP type, and a code of it.</summary>
public sealed record IcmpMatch : ResourcePart
{
    /// <summary>The type, 0 to 254; null: any.</summary>
    public long? Type { get; init; }

    /// <summary>The code, 0 to 255; null: any. Needs a type.</summary>
    public long? Code { get; init; }
}
