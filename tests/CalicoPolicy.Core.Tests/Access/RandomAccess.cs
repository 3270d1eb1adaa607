using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>Roles, bindings and questions by chance: few words, so that they meet often.</summary>
internal sealed class RandomAccess(int seed, string prefix)
{
    private static readonly string[] Groups = ["", "projectcalico.org", "apps", "*"];
    private static readonly string[] Plurals = ["pods", "pods/log", "*/log", "*", "tiers", "tier.networkpolicies", "networkpolicies"];
    private static readonly string[] Verbs = ["get", "list", "create", "update", "delete", "*"];
    private static readonly string[] Names = ["security", "security.*", "security.web", "a"];

    private readonly Random _random = new(seed);

    private string[] Namespaces => [Own("n1"), Own("n2")];

    /// <summary>The namespaces that the objects are in.</summary>
    public IEnumerable<Resource> Places => Namespaces.Select(ns => new Namespace { Metadata = new() { Name = ns } });

    /// <summary>Cluster roles, roles and their bindings.</summary>
    public List<Resource> Objects(int roles, int bindings)
    {
        var all = new List<Resource>();
        for (var index = 0; index < roles; index++)
        {
            all.Add(index % 2 == 0
                ? new ClusterRole { Metadata = new() { Name = Own($"c{index}") }, Rules = Rules() }
                : new Role { Metadata = new() { Name = Own($"r{index}"), Namespace = Pick(Namespaces) }, Rules = Rules() });
        }

        for (var index = 0; index < bindings; index++)
        {
            var role = all[_random.Next(roles)];
            var ns = role.Namespace ?? Pick(Namespaces);
            var reference = new RoleReference { ApiGroup = "rbac.authorization.k8s.io", Kind = role.Kind, Name = _random.Next(12) == 0 ? Own("gone") : role.Name };
            var subjects = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Subject()).ToList();
            all.Add(role is ClusterRole && _random.Next(2) == 0
                ? new ClusterRoleBinding { Metadata = new() { Name = Own($"b{index}") }, RoleRef = reference, Subjects = subjects }
                : new RoleBinding { Metadata = new() { Name = Own($"b{index}"), Namespace = ns }, RoleRef = reference, Subjects = subjects });
        }

        return all;
    }

    /// <summary>Somebody.</summary>
    public AccessIdentity Who() => _random.Next(4) switch
    {
        0 => AccessIdentity.Of($"system:serviceaccount:{Pick(Namespaces)}:{Pick("s1", "s2")}"),
        1 => AccessIdentity.Of(Own(Pick("u1", "u2", "nobody"))),
        _ => AccessIdentity.Of(Own(Pick("u1", "u2", "nobody")), [.. new[] { Own("g1"), Own("g2") }.Where(_ => _random.Next(2) == 0)]),
    };

    /// <summary>A question.</summary>
    public AccessRequest What()
    {
        var plural = Pick("pods", "pods/log", "nodes/log", "tiers", "tier.networkpolicies", "networkpolicies", "secrets").Split('/');
        return new(Pick("get", "list", "create", "update", "delete", "watch"), Pick("", "projectcalico.org", "apps", "batch"), plural[0])
        {
            Subresource = plural.Length > 1 ? plural[1] : null,
            Namespace = _random.Next(3) == 0 ? null : Pick([.. Namespaces, Own("n3")]),
            Name = _random.Next(3) == 0 ? null : Pick([.. Names, "b"]),
        };
    }

    private List<AccessRule> Rules() =>
    [
        .. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => new AccessRule
        {
            ApiGroups = Some(Groups),
            Resources = Some(Plurals),
            Verbs = Some(Verbs),
            ResourceNames = _random.Next(2) == 0 ? [] : Some(Names),
        }),
    ];

    private AccessSubject Subject() => _random.Next(3) switch
    {
        0 => new() { Kind = "ServiceAccount", Namespace = Pick(Namespaces), Name = Pick("s1", "s2") },
        1 => new() { Kind = "User", ApiGroup = "rbac.authorization.k8s.io", Name = Own(Pick("u1", "u2")) },
        _ => new() { Kind = "Group", ApiGroup = "rbac.authorization.k8s.io", Name = _random.Next(4) == 0 ? $"system:serviceaccounts:{Pick(Namespaces)}" : Own(Pick("g1", "g2")) },
    };

    private string Own(string name) => prefix + name;

    private string Pick(params string[] words) => words[_random.Next(words.Length)];

    private List<string> Some(string[] words)
    {
        // Wildcards are rarer, or all would be allowed.
        List<string> some = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Pick(words)).Where(word => word != "*" || _random.Next(4) == 0).Distinct()];
        return some.Count > 0 ? some : [words[0]];
    }
}
