using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Access;

/// <summary>
/// Who may do what by the roles and bindings of a snapshot, as Kubernetes' RBAC evaluates them (plugin/pkg/auth/authorizer/rbac). It
/// knows nothing of Calico's tiers: <see cref="TierAuthorizer"/> does.
/// </summary>
/// <remarks>Made in O(bindings); a question costs the rules of the asker's bindings.</remarks>
public sealed class AccessModel
{
    // What the server makes at its start (bootstrappolicy/policy.go), and what files leave out since everybody has it.
    private static readonly ClusterRole BuiltInAdmin = new()
    {
        Metadata = new() { Name = "cluster-admin" },
        Rules = [new() { ApiGroups = ["*"], Resources = ["*"], Verbs = ["*"] }],
    };

    private readonly Dictionary<(bool IsGroup, string Name), List<AccessGrant>> _grants = [];
    private readonly List<AccessSubject> _subjects = [];
    private readonly List<AccessBinding> _unresolved = [];

    private AccessModel(PolicySnapshot snapshot)
    {
        IsComplete = snapshot.IsComplete;
        var rules = new RoleRules(snapshot.Resources, gathers: !snapshot.IsLive);
        foreach (var binding in snapshot.Resources.OfType<AccessBinding>())
        {
            var role = rules.RoleOf(binding);
            if (role is null && !IsComplete && binding.RoleRef is { Kind: "ClusterRole" } reference)
            {
                if (reference.Name == BuiltInAdmin.Name) role = BuiltInAdmin;
                else _unresolved.Add(binding);
            }
            else if (role is null && !IsComplete)
            {
                _unresolved.Add(binding);
            }

            Add(binding, role is null ? [] : [.. rules.Of(role).Select(rule => new AccessGrant(binding, role, rule.Source, rule.Index))]);
        }
    }

    /// <summary>Whether roles that are not there do not exist.</summary>
    public bool IsComplete { get; }

    /// <summary>Everybody whom a binding names, each once, in the order of the bindings. Service accounts have their namespace.</summary>
    public IReadOnlyList<AccessSubject> Subjects => _subjects;

    /// <summary>Bindings of roles that are not known, where what is not known may exist.</summary>
    public IReadOnlyList<AccessBinding> Unresolved => _unresolved;

    /// <summary>Makes the model.</summary>
    public static AccessModel Of(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot);
    }

    /// <summary>The rules that bindings give to somebody by the name itself or by a group.</summary>
    public IEnumerable<AccessGrant> GrantsOf(AccessIdentity who)
    {
        ArgumentNullException.ThrowIfNull(who);
        return Of(false, who.Name).Concat(who.Groups.SelectMany(group => Of(true, group)));
    }

    /// <summary>The rules that bindings give to a subject itself, without what everybody has.</summary>
    public IReadOnlyList<AccessGrant> GrantsOf(AccessSubject subject) => KeyOf(subject) is { } key ? Of(key.IsGroup, key.Name) : [];

    /// <summary>Whether somebody may do something.</summary>
    public bool Allows(AccessIdentity who, AccessRequest request) => IsMaster(who) || Find(who, request) is not null;

    /// <summary>Whether somebody is in the group that no authorizer stops.</summary>
    internal static bool IsMaster(AccessIdentity who) => who.Groups.Contains(AccessIdentity.Masters);

    /// <summary>The first rule that lets somebody do something; null where none does.</summary>
    internal AccessGrant? Find(AccessIdentity who, AccessRequest request)
    {
        foreach (var grant in GrantsOf(who))
        {
            if ((grant.Namespace is null || grant.Namespace == request.Namespace) && grant.Covers(request)) return grant;
        }

        return null;
    }

    private List<AccessGrant> Of(bool isGroup, string name) => _grants.GetValueOrDefault((isGroup, name), []);

    private void Add(AccessBinding binding, List<AccessGrant> grants)
    {
        foreach (var given in binding.Subjects)
        {
            // Of a binding in a namespace that is the account's (appliesToUser).
            var subject = given is { Kind: "ServiceAccount", Namespace: null or "" } && binding.IsNamespaced ? given with { Namespace = binding.Namespace ?? "default" } : given;
            if (KeyOf(subject) is not { } key) continue;
            if (!_grants.TryGetValue(key, out var known))
            {
                _grants.Add(key, known = []);
                _subjects.Add(subject with { ApiGroup = null });
            }

            known.AddRange(grants);
        }
    }

    private static (bool IsGroup, string Name)? KeyOf(AccessSubject subject) => subject switch
    {
        { Kind: "User" } => (false, subject.Name),
        { Kind: "Group" } => (true, subject.Name),
        { Kind: "ServiceAccount", Namespace: { Length: > 0 } ns } => (false, $"system:serviceaccount:{ns}:{subject.Name}"),
        _ => null,
    };
}
