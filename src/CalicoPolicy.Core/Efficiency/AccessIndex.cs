using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Who has each rule of each role, without those whom nobody takes rights from: subjects of Kubernetes and Calico themselves, and
/// administrators, who may do everything in the whole cluster. Groups that stand for everybody are no administrators, whatever they may do.
/// </summary>
/// <remarks>Made in O(bindings x rules).</remarks>
internal sealed class AccessIndex
{
    private const string Group = "projectcalico.org";

    private readonly Dictionary<(string Kind, string? Namespace, string Name, int Rule), List<AccessHolder>> _holders = [];

    public AccessIndex(PolicySnapshot snapshot, TierEnforcement enforcement, bool includesSystem)
    {
        Model = AccessModel.Of(snapshot);
        Authorizer = new(Model, enforcement);
        Tiers = [.. TierOrder.Of(snapshot.Resources, snapshot.IsComplete).Select(tier => tier.Name)];
        var everybody = new List<AccessHolder>();
        foreach (var subject in Model.Subjects)
        {
            if (!includesSystem && SystemSubjects.Contain(subject)) continue;
            var grants = Model.GrantsOf(subject);
            if (!SystemSubjects.IsEverybody(subject) && grants.Any(MayAll)) continue;
            var who = AccessIdentity.Of(subject);
            foreach (var grant in grants)
            {
                var key = KeyOf(grant.Source, grant.Index);
                if (!_holders.TryGetValue(key, out var holders)) _holders.Add(key, holders = []);
                holders.Add(new(subject, who, grant));
                everybody.Add(holders[^1]);
            }
        }

        TierWriters = [.. everybody.Where(holder => holder.Grant.Namespace is null && (Covers(holder, "create", "tiers", null) || Covers(holder, "update", "tiers", null) || Covers(holder, "patch", "tiers", null)))];
    }

    /// <summary>Kubernetes' RBAC.</summary>
    public AccessModel Model { get; }

    /// <summary>Calico's check on top of it.</summary>
    public TierAuthorizer Authorizer { get; }

    /// <summary>The tiers, in order.</summary>
    public IReadOnlyList<string> Tiers { get; }

    /// <summary>Who may add tiers or change any of them.</summary>
    public IReadOnlyList<AccessHolder> TierWriters { get; }

    /// <summary>The index of a run.</summary>
    public static AccessIndex Of(RuleContext context) => context.Shared(static made => new AccessIndex(
        PolicySnapshot.Of(made.Resources, new() { IsComplete = made.Complete }, made.CancellationToken), TierEnforcement.Native, includesSystem: false));

    /// <summary>Who has a rule.</summary>
    public IReadOnlyList<AccessHolder> HoldersOf(AccessRole role, int rule) => _holders.GetValueOrDefault(KeyOf(role, rule), []);

    /// <summary>Whether a holder may get a tier, by whatever way; the rest of the rights in it are worth nothing else.</summary>
    public bool MaySee(AccessHolder holder, string? tier) => Model.Allows(holder.Identity, new("get", Group, "tiers") { Name = tier });

    /// <summary>Whether a subject may change policies of some tier, or tiers, anywhere.</summary>
    public bool MayChangePolicies(AccessSubject subject)
    {
        var who = AccessIdentity.Of(subject);
        var grants = Model.GrantsOf(subject);
        if (grants.Any(MayAll) || who.Groups.Contains(AccessIdentity.Masters)) return true;
        return grants.Any(grant => TierKinds.Writes.Any(verb => grant.Namespace is null && grant.Covers(new(verb, Group, "tiers") { Name = NameOf(grant) })))
            || grants.Any(grant => TierKinds.All.Any(kind => TierKinds.Writes.Any(verb => grant.Covers(new(verb, Group, TierKinds.Prefix + kind.Resource) { Name = NameOf(grant) })))
                && Tiers.Append(null).Any(tier => Model.Allows(who, new("get", Group, "tiers") { Name = tier })));
    }

    /// <summary>Whether a rule is everything, everywhere.</summary>
    public static bool MayAll(AccessGrant grant) => grant.Namespace is null && grant.Covers(new("*", "*", "*"));

    private static bool Covers(AccessHolder holder, string verb, string resource, string? name) => holder.Grant.Covers(new(verb, Group, resource) { Name = name });

    private static string? NameOf(AccessGrant grant) => grant.Rule.ResourceNames.Count > 0 ? grant.Rule.ResourceNames[0] : null;

    private static (string, string?, string, int) KeyOf(AccessRole role, int rule) =>
        (role.Kind, role.IsNamespaced ? role.Namespace ?? "default" : null, role.Name, rule);
}
