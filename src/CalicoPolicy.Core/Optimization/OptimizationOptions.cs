using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Which rewrites are done, and what is known of the cluster.</summary>
public sealed record OptimizationOptions
{
    /// <summary>Names of rewrites, with <c>*</c> and <c>?</c>, any case; empty: all.</summary>
    public IReadOnlyList<string> Include { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Names of rewrites that are not done, with <c>*</c> and <c>?</c>, any case; stronger than <see cref="Include"/>.</summary>
    public IReadOnlyList<string> Exclude { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether rewrites are done that change what some traffic gets, or of which it is not proven that they do not.</summary>
    public bool AllowChange { get; init; }

    /// <summary>
    /// The cluster, for proofs on it and for figures of cost; null: nothing is known of it, and only what is proven for every cluster counts
    /// as proven. Policies, tiers and sets among its objects count where none of the same name is given.
    /// </summary>
    public PolicySnapshot? Snapshot { get; init; }

    /// <summary>What the cost is counted for.</summary>
    public CostOptions Cost { get; init => field = value ?? new(); } = new();

    /// <summary>Thresholds of rules of the catalogue that rewrites share, such as how many blocks in a rule are worth a set.</summary>
    public RuleSettings Settings { get; init => field = value ?? RuleSettings.None; } = RuleSettings.None;

    /// <summary>The product and version; null: as the input suggests (<see cref="CalicoTarget.For"/>).</summary>
    public CalicoTarget? Target { get; init; }

    /// <summary>Is told on the calling thread what is being done: the name of a rewrite, or what is compared or counted; null: nobody is.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Whether a rewrite is to be done.</summary>
    internal bool Selects(PolicyRewrite rewrite) =>
        (Include.Count == 0 || Include.Any(pattern => Names(pattern, rewrite))) && !Exclude.Any(pattern => Names(pattern, rewrite));

    private static bool Names(string pattern, PolicyRewrite rewrite) => RuleOptions.Names(pattern, rewrite.Name, rewrite.Name);
}
