using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Access;

/// <summary>
/// The rules of each role, those too that a cluster role gathers from others. In a running cluster its controller has put them into the
/// role (clusterroleaggregation_controller.go), and only what stands there counts; in files they may not be there yet.
/// </summary>
/// <remarks>Gathering costs O(cluster roles) for each role that gathers, once.</remarks>
internal sealed class RoleRules
{
    private readonly Dictionary<string, ClusterRole> _clusterRoles = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), Role> _roles = [];
    private readonly Dictionary<AccessRole, IReadOnlyList<(AccessRole Source, int Index)>> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly bool _gathers;

    public RoleRules(IReadOnlyList<Resource> resources, bool gathers)
    {
        _gathers = gathers;
        foreach (var resource in resources)
        {
            if (resource is ClusterRole clusterRole) _clusterRoles[clusterRole.Name] = clusterRole;
            else if (resource is Role role) _roles[(role.Namespace ?? "default", role.Name)] = role;
        }
    }

    /// <summary>The role that a binding names; null where there is none. A binding of the whole cluster can name cluster roles only.</summary>
    public AccessRole? RoleOf(AccessBinding binding) => binding.RoleRef switch
    {
        { Kind: "ClusterRole", Name: var name } => _clusterRoles.GetValueOrDefault(name),
        { Kind: "Role", Name: var name } when binding.IsNamespaced => _roles.GetValueOrDefault((binding.Namespace ?? "default", name)),
        _ => null,
    };

    /// <summary>Where a role's rules stand.</summary>
    public IReadOnlyList<(AccessRole Source, int Index)> Of(AccessRole role)
    {
        if (_rules.TryGetValue(role, out var known)) return known;
        var rules = new List<(AccessRole, int)>();
        foreach (var source in Sources(role))
        {
            for (var index = 0; index < source.Rules.Count; index++) rules.Add((source, index));
        }

        _rules.Add(role, rules);
        return rules;
    }

    private HashSet<AccessRole> Sources(AccessRole role)
    {
        var sources = new HashSet<AccessRole>(ReferenceEqualityComparer.Instance) { role };
        if (!_gathers) return sources;

        // What is gathered may gather in turn, and in circles.
        var waiting = new Queue<AccessRole>([role]);
        while (waiting.TryDequeue(out var next))
        {
            if (next is not ClusterRole { AggregationRule: { } rule }) continue;
            foreach (var text in rule.ClusterRoleSelectors.Select(selector => KubernetesSelectors.Criteria(selector) ?? "all()"))
            {
                if (!Selector.TryParse(text, out var selector, out _)) continue;
                foreach (var other in _clusterRoles.Values)
                {
                    if (selector.Matches(other.Labels) && sources.Add(other)) waiting.Enqueue(other);
                }
            }
        }

        return sources;
    }
}
