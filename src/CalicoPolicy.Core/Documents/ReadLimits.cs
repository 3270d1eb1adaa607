namespace CalicoPolicy.Core.Documents;

/// <summary>How much a reader takes before it reports <see cref="DocumentErrorCode.LimitExceeded"/>: hostile input costs bounded memory and time.</summary>
public sealed record ReadLimits
{
    /// <summary>Limits that no real cluster reaches.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>The longest text of one input after decompression, in bytes.</summary>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The longest scalar, key or comment, in characters. Kubernetes stores objects of 1.5 MB at most.</summary>
    public int MaxScalarLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>The deepest nesting.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>The most nodes of one document, those that aliases repeat counted each time.</summary>
    public int MaxNodes { get; init; } = 20_000_000;

    /// <summary>The most nodes that aliases may add to one document.</summary>
    public int MaxAliasedNodes { get; init; } = 100_000;
}
