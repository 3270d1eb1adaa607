namespace CalicoPolicy.Core.Resources;

/// <summary>Service accounts by name and by label; both must hold where both are given.</summary>
public sealed record ServiceAccountMatch : ResourcePart
{
    /// <summary>Names, one of which must match.</summary>
    public IReadOnlyList<string> Names { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Selects service accounts by label.</summary>
    public string? Selector { get; init; }
}
