using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>A rewrite that was not done, since it changes what some traffic gets or nobody has proven that it does not.</summary>
public sealed record RefusedRewrite
{
    /// <summary>The rewrite's name.</summary>
    public required string Rewrite { get; init; }

    /// <summary>What it would have rewritten.</summary>
    public required IReadOnlyList<Resource> Resources { get; init => field = ValueList.Of(value); }

    /// <summary>What may be different afterwards.</summary>
    public required string Effect { get; init; }

    /// <summary>Who would gain or lose what; none where the cluster is not known.</summary>
    public IReadOnlyList<ConnectivityDifference> Changes { get; init => field = ValueList.Of(value); } = ValueList<ConnectivityDifference>.None;

    /// <inheritdoc />
    public override string ToString() => $"{Rewrite} of {string.Join(", ", Resources)}: {Effect}";
}
