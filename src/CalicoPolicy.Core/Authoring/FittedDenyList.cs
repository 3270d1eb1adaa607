using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>A deny list that fits its tier, or why there is none.</summary>
public sealed record FittedDenyList
{
    /// <summary>The template; null where there is a problem.</summary>
    public DenyList? Template { get; init; }

    /// <summary>Why there is none; null where there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>What is not known, or keeps the list from doing what it is for.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
