using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>One thing that a rewrite can do.</summary>
/// <param name="Replaced">The resources that go: those of the context, by reference. Each may be rewritten (<see cref="RewriteContext.MayChange"/>).</param>
/// <param name="Results">
/// What stands in their place: the resource itself, changed, first; then what it newly needs. A network set of the same kind, namespace
/// and name as one that is there already is that one.
/// </param>
internal sealed record RewriteStep(IReadOnlyList<Resource> Replaced, IReadOnlyList<Resource> Results)
{
    /// <summary>Whether the rewrite has proven that no cluster with these policies behaves differently afterwards.</summary>
    public bool IsProven { get; init; }

    /// <summary>What may be different afterwards, in a sentence; null where it is proven that nothing is.</summary>
    public string? Effect { get; init; }

    /// <summary>What is the same in every verdict and yet to be seen elsewhere, such as the policy that flow logs name; null: nothing.</summary>
    public string? Note { get; init; }
}
