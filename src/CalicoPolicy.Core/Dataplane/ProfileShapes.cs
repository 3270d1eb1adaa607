using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// The chains of profiles. Of those that Calico makes itself, one of a namespace, and that of automatic host endpoints, allows everything,
/// one of a service account has no rules; what does not exist drops everything (felix/calc, DummyDropRules).
/// </summary>
internal sealed class ProfileShapes
{
    private static readonly PolicyRule[] Allow = [new() { Action = PolicyAction.Allow }];
    private static readonly PolicyRule[] Drop = [new() { Action = PolicyAction.Deny }];

    private readonly Dictionary<string, int[]> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, bool IsIngress, bool IsIPv6), ChainShape> _chains = [];
    private readonly CostOptions _options;

    public ProfileShapes(PolicySnapshot snapshot, PolicyCompiler compiler, IPSetTable table, CostOptions options)
    {
        _options = options;
        foreach (var profile in snapshot.Resources.OfType<Profile>())
        {
            var sets = new SortedSet<int>();
            foreach (var (isIngress, given) in ((bool, IReadOnlyList<PolicyRule>)[])[(true, profile.Ingress), (false, profile.Egress)])
            {
                // With a selector that is none Felix takes the profile for missing.
                if (compiler.Compile(profile, isIngress) is not { } rules) continue;
                RuleIPSets[] ofEach = [.. rules.Select(rule => RuleIPSets.Of(rule, string.Empty, table))];
                foreach (var one in ofEach) sets.UnionWith(one.All);
                foreach (var family in options.IPFamilies) _chains[(profile.Name, isIngress, family == 6)] = ChainShape.Of(given, ofEach, family == 6, options.LogsFlows);
            }

            _sets[profile.Name] = [.. sets];
        }
    }

    /// <summary>The chain of a profile in a direction and family.</summary>
    public ChainShape ChainOf(string name, bool isIngress, bool isIPv6)
    {
        if (_chains.TryGetValue((name, isIngress, isIPv6), out var given)) return given;
        var (kind, rules) = ProfileEnd.AllowsAll(name) ? ("/allow", Allow) : name.StartsWith("ksa.", StringComparison.Ordinal) ? ("/none", []) : ("/drop", Drop);
        if (_chains.TryGetValue((kind, isIngress, isIPv6), out var known)) return known;
        return _chains[(kind, isIngress, isIPv6)] = ChainShape.Of(rules, [.. rules.Select(_ => RuleIPSets.None)], isIPv6, _options.LogsFlows);
    }

    /// <summary>The IP sets of a profile.</summary>
    public IReadOnlyList<int> SetsOf(string name) => _sets.GetValueOrDefault(name) ?? [];
}
