using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>A default deny that fits a snapshot, or why there is none.</summary>
public sealed record FittedDefaultDeny
{
    /// <summary>The template; null where there is a problem.</summary>
    public DefaultDeny? Template { get; init; }

    /// <summary>Why there is none; null where there is one.</summary>
    public DefaultDenyProblem? Problem { get; init; }

    /// <summary>What is not known, or may not be meant.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What was taken from the snapshot.</summary>
    public IReadOnlyList<string> Notes { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
