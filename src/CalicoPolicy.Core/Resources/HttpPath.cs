namespace CalicoPolicy.Core.Resources;

/// <summary>An HTTP path; exactly one of both is given.</summary>
public sealed record HttpPath : ResourcePart
{
    /// <summary>The whole path.</summary>
    public string? Exact { get; init; }

    /// <summary>The path's first segments.</summary>
    public string? Prefix { get; init; }
}
