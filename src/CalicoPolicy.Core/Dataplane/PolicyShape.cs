using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>A policy with its chains in each direction and IP family, and its IP sets.</summary>
internal sealed class PolicyShape
{
    private readonly ChainShape?[] _chains = new ChainShape?[4];

    private PolicyShape(int number, CompiledPolicy policy)
    {
        (Number, Policy) = (number, policy);
        IsStaged = policy.Source is IStagedPolicy;
        IsOnEveryNode = policy.Policy.PerformanceHints.Contains("AssumeNeededOnEveryNode");
        Selector = policy.Selector?.Selector.Canonical ?? "all()";
    }

    /// <summary>Its place among all policies, in the order of evaluation.</summary>
    public int Number { get; }

    /// <summary>The policy.</summary>
    public CompiledPolicy Policy { get; }

    /// <summary>Whether it is staged: it has IP sets then, and no chains.</summary>
    public bool IsStaged { get; }

    /// <summary>Whether it is programmed on every node, wherever its endpoints are.</summary>
    public bool IsOnEveryNode { get; }

    /// <summary>The canonical selector, by which consecutive policies share a chain.</summary>
    public string Selector { get; }

    /// <summary>The numbers of its IP sets, each once.</summary>
    public IReadOnlyList<int> Sets { get; private set; } = [];

    /// <summary>Makes the shape of a policy.</summary>
    /// <param name="number">Its place among all.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="table">Numbers its IP sets.</param>
    /// <param name="options">What is programmed.</param>
    public static PolicyShape Of(int number, CompiledPolicy policy, IPSetTable table, CostOptions options)
    {
        var shape = new PolicyShape(number, policy);
        var sets = new SortedSet<int>();
        var ns = policy.Policy.IsNamespaced ? policy.Policy.Namespace ?? "default" : string.Empty;
        foreach (var isIngress in (bool[])[true, false])
        {
            var rules = policy.RulesOf(isIngress);
            var ofEach = new RuleIPSets[rules.Length];
            for (var index = 0; index < rules.Length; index++)
            {
                ofEach[index] = RuleIPSets.Of(rules[index], ns, table);
                sets.UnionWith(ofEach[index].All);
            }

            if (shape.IsStaged) continue;
            PolicyRule[] given = [.. rules.Select(rule => rule.Rule)];
            var logsFlows = options.LogsFlows && !policy.IsUntracked;
            foreach (var family in options.IPFamilies)
                shape._chains[PlaceOf(isIngress, family == 6)] = ChainShape.Of(given, options.Dataplane == DataplaneMode.Bpf ? ofEach : [], family == 6, logsFlows);
        }

        shape.Sets = [.. sets];
        return shape;
    }

    /// <summary>Its chain in a direction and family; of a staged policy there is none.</summary>
    public ChainShape ChainOf(bool isIngress, bool isIPv6) => _chains[PlaceOf(isIngress, isIPv6)]!;

    private static int PlaceOf(bool isIngress, bool isIPv6) => (isIngress ? 2 : 0) + (isIPv6 ? 1 : 0);
}
