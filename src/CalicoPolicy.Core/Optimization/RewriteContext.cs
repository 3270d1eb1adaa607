using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>What rewrites see: all the resources as they stand now, and what is known of the cluster.</summary>
internal sealed class RewriteContext
{
    private readonly IReadOnlySet<Resource> _changeable;
    private readonly HashSet<(string Kind, string? Namespace, string Name)> _names = [];

    /// <summary>Makes the context of a step.</summary>
    /// <param name="rules">All the resources, and what is made of them.</param>
    /// <param name="changeable">Those that may be rewritten, by reference.</param>
    /// <param name="snapshot">The cluster as known; null where there is none. Its policies are those from before the first rewrite.</param>
    public RewriteContext(RuleContext rules, IReadOnlySet<Resource> changeable, PolicySnapshot? snapshot)
    {
        Rules = rules;
        _changeable = changeable;
        Snapshot = snapshot;
        foreach (var resource in rules.Resources) _names.Add(KeyOf(resource.Kind, resource.Namespace, resource.Name));
    }

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

    /// <summary>A name that no resource of the kind and namespace has: the one wished for, or with <c>-2</c>, <c>-3</c>, ... after it. Not reserved.</summary>
    public string FreeName(string kind, string? ns, string wished)
    {
        var name = wished;
        for (var number = 2; _names.Contains(KeyOf(kind, ns, name)); number++) name = FormattableString.Invariant($"{wished}-{number}");
        return name;
    }

    private static (string Kind, string? Namespace, string Name) KeyOf(string kind, string? ns, string name) => (kind, ns, name);
}
