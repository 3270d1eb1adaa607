using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>What policies are evaluated on in some states, and all versions of all policies compiled for it.</summary>
/// <remarks>O(selectors x classes of labels) and the sizes of the policies to make.</remarks>
internal sealed class OrderingWorld
{
    private readonly IReadOnlyList<PolicyVersion> _versions;
    private readonly CompiledPolicy?[] _compiled;
    private readonly Dictionary<ObjectKey, int> _sets = [];
    private readonly Dictionary<(int LabelClass, bool IsIngress, PolicyHook Hook), Dictionary<string, (PolicyVersion Version, CompiledPolicy Policy, Truth Applies)[]>> _applicable = [];

    /// <summary>Makes the world.</summary>
    /// <param name="snapshot">What there is, without policies.</param>
    /// <param name="versions">The versions, in the order of evaluation within a tier.</param>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public OrderingWorld(PolicySnapshot snapshot, IReadOnlyList<PolicyVersion> versions, int number, CancellationToken cancellationToken)
    {
        (Number, _versions) = (number, versions);
        Engine = PolicyEngine.Compile(snapshot, cancellationToken: cancellationToken);
        for (var set = 0; set < snapshot.Sets.Count; set++) _sets[ObjectKey.Of(snapshot.Sets[set].Resource)] = set;
        _compiled = new CompiledPolicy?[versions.Count];
        for (var place = 0; place < versions.Count; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _compiled[place] = Engine.Criteria.Compile(versions[place].Converted);
        }
    }

    public int Number { get; }

    public PolicyEngine Engine { get; }

    /// <summary>A version as compiled; null where Calico takes it for missing.</summary>
    public CompiledPolicy? Of(PolicyVersion version) => _compiled[version.Place];

    /// <summary>The versions that may apply to endpoints of a class, by tier, in the order of evaluation.</summary>
    public Dictionary<string, (PolicyVersion Version, CompiledPolicy Policy, Truth Applies)[]> Applicable(int labelClass, bool isIngress, PolicyHook hook)
    {
        if (_applicable.TryGetValue((labelClass, isIngress, hook), out var known)) return known;
        var found = new Dictionary<string, List<(PolicyVersion, CompiledPolicy, Truth)>>(StringComparer.Ordinal);
        for (var place = 0; place < _compiled.Length; place++)
        {
            if (_compiled[place] is not { } policy || !policy.Governs(isIngress) || !EndpointProgram.IsAt(policy, hook)) continue;
            var applies = policy.Selector?.OfClass(labelClass) ?? Truth.Yes;
            if (applies == Truth.No) continue;
            if (!found.TryGetValue(policy.Policy.Tier, out var list)) found.Add(policy.Policy.Tier, list = []);
            list.Add((_versions[place], policy, applies));
        }

        known = found.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);
        _applicable.Add((labelClass, isIngress, hook), known);
        return known;
    }

    /// <summary>The number of a network set in the snapshot; -1 where it is not there.</summary>
    public int PlaceOf(ObjectKey set) => _sets.GetValueOrDefault(set, -1);

    /// <summary>Whether a rule of a version may pick a network set.</summary>
    /// <param name="version">The version.</param>
    /// <param name="set">The set's number in the snapshot.</param>
    public bool Uses(PolicyVersion version, int set)
    {
        return _compiled[version.Place] is { } policy && (Any(policy.Ingress) || Any(policy.Egress));

        bool Any(CompiledRule[] rules) => Array.Exists(rules, rule => Has(rule.Source) || Has(rule.Destination));

        bool Has(PeerMatch peer) => (peer.Selector is { } selector && selector.OfSet(set) != Truth.No) || (peer.NotSelector is { } negated && negated.OfSet(set) != Truth.No);
    }
}
