using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>What rewrites see: all the resources as they stand now, and what is known of the cluster.</summary>
internal sealed class RewriteContext
{
    private readonly IReadOnlySet<Resource> _changeable;
    private readonly HashSet<(string? Namespace, string Name)> _names = [];
    private readonly HashSet<(string? Namespace, string Name)> _taken = [];

    /// <summary>Makes the context of a step.</summary>
    /// <param name="rules">All the resources, and what is made of them.</param>
    /// <param name="changeable">Those that may be rewritten, by reference.</param>
    /// <param name="snapshot">The cluster as known; null where there is none. Its policies are those from before the first rewrite.</param>
    public RewriteContext(RuleContext rules, IReadOnlySet<Resource> changeable, PolicySnapshot? snapshot)
    {
        Rules = rules;
        _changeable = changeable;
        Snapshot = snapshot;
        foreach (var policy in rules.Resources.OfType<TieredPolicy>()) _names.Add((policy.IsNamespaced ? policy.Namespace ?? "default" : null, policy.Name));
    }

    private RewriteContext(RewriteContext other) => (Rules, Snapshot, _changeable, _names) = (other.Rules, other.Snapshot, other._changeable, other._names);

    /// <summary>What a rule of the catalogue sees that suggests a rewrite of its input; names that were taken for other suggestions are free.</summary>
    public static RewriteContext Of(RuleContext rules) => new(rules.Shared(static made => new RewriteContext(made, Changeable.Of(made.Resources, []), snapshot: null)));

    /// <summary>All the resources, and what is made of them: the tiers' order (<see cref="TierIndex"/>), parsed selectors.</summary>
    public RuleContext Rules { get; }

    /// <summary>The cluster as known; null where there is none. Its policies are those from before the first rewrite.</summary>
    public PolicySnapshot? Snapshot { get; }

    /// <summary>The resources as they stand now, in order.</summary>
    public IReadOnlyList<Resource> Resources => Rules.Resources;

    /// <summary>The selectors, each parsed once.</summary>
    public SelectorCache Selectors => SelectorCache.Of(Rules);

    /// <summary>Ends the work; to be looked at in loops over the resources.</summary>
    public CancellationToken CancellationToken => Rules.CancellationToken;

    /// <summary>
    /// The policies that may be rewritten, in order: those that the user gave, of which the model knows all that they say, which are in no
    /// tier of Calico's own, and, where staged, stand for a policy to come and have no twin in force.
    /// </summary>
    public IEnumerable<TieredPolicy> Policies => Resources.OfType<TieredPolicy>().Where(MayChange);

    /// <summary>Whether a resource may be rewritten.</summary>
    public bool MayChange(Resource resource) => _changeable.Contains(resource);

    /// <summary>Whether no policy of Calico's kinds has a name, in force or staged.</summary>
    /// <param name="ns">The namespace; null for global policies.</param>
    /// <param name="name">The name.</param>
    public bool IsFree(string? ns, string name) => !_names.Contains((ns, name)) && !_taken.Contains((ns, name));

    /// <summary>A name that is free: the one wished for, or with <c>-2</c>, <c>-3</c>, ... after it. It is taken then.</summary>
    /// <param name="ns">The namespace; null for global policies.</param>
    /// <param name="wished">The name wished for.</param>
    public string TakeName(string? ns, string wished)
    {
        var name = wished;
        for (var number = 2; !IsFree(ns, name); number++) name = FormattableString.Invariant($"{wished}-{number}");
        _taken.Add((ns, name));
        return name;
    }
}
