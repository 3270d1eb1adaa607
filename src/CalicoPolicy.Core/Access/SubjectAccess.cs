using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>The rights of one subject, tier by tier.</summary>
internal sealed class SubjectAccess
{
    private static readonly string[] Verbs = [.. TierKinds.Reads, .. TierKinds.Writes];

    private readonly TierAuthorizer _authorizer;
    private readonly AccessSubject _subject;
    private readonly AccessIdentity _who;
    private readonly AccessIdentity _everybody;
    private readonly IReadOnlyList<AccessGrant> _own;
    private readonly ILookup<string, string> _policies;

    /// <param name="authorizer">Calico's check.</param>
    /// <param name="subject">Who.</param>
    /// <param name="policies">The names of the policies that there are, by tier.</param>
    public SubjectAccess(TierAuthorizer authorizer, AccessSubject subject, ILookup<string, string> policies)
    {
        _authorizer = authorizer;
        _subject = subject;
        _policies = policies;
        _who = AccessIdentity.Of(subject);
        _everybody = _who.Everybody(subject);
        _own = authorizer.Model.GrantsOf(subject);
    }

    /// <summary>What the subject may do in a tier and everybody may not: all of the cluster first, then what single namespaces have besides.</summary>
    public IEnumerable<TierAccessRow> In(string tier)
    {
        if (!AccessModel.IsMaster(_who) && !_own.Any(Matters)) yield break;
        var tierVerbs = Verbs.Where(verb => MayWithTier(_who, verb, tier)).ToList();
        var more = tierVerbs.Exists(verb => !MayWithTier(_everybody, verb, tier));
        string?[] namespaces = [null, .. _own.Select(grant => grant.Namespace).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var wide = Rights(tier, null, null, []);
        var any = false;
        foreach (var ns in namespaces)
        {
            var rights = ns is null ? wide : Rights(tier, ns, null, wide);
            foreach (var row in RowsOf(rights, tier, ns, tierVerbs, []).Concat(NamedRows(tier, ns, tierVerbs, [.. wide, .. rights])))
            {
                any = true;
                yield return row;
            }
        }

        if (more && !any) yield return Row(tier, null, tierVerbs) with { Level = LevelOf(tierVerbs, []), Via = Via(tier, []) };
    }

    // Rules on other things are the most by far.
    private static bool Matters(AccessGrant grant) => grant.Rule.ApiGroups.Any(group => group is "*" or "projectcalico.org");

    private IEnumerable<TierAccessRow> NamedRows(string tier, string? ns, List<string> tierVerbs, IReadOnlyList<KindRights> known)
    {
        var names = _own.Where(grant => grant.Namespace == ns && Matters(grant)).SelectMany(grant => grant.Rule.ResourceNames)
            .Where(name => name != TierKinds.AllOf(tier) && (name.StartsWith(tier + ".", StringComparison.Ordinal) || _policies[tier].Contains(name)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return names.SelectMany(name => RowsOf(Rights(tier, ns, name, known), tier, ns, tierVerbs, [name]));
    }

    /// <summary>What may be done with each kind, where that is more than everybody may and more than is known already.</summary>
    private List<KindRights> Rights(string tier, string? ns, string? name, IReadOnlyList<KindRights> known)
    {
        var all = new List<KindRights>();
        foreach (var (kind, resource, isNamespaced) in TierKinds.All)
        {
            if (ns is not null && !isNamespaced) continue;
            var rights = new KindRights(kind, resource);
            foreach (var verb in Verbs)
            {
                var request = new TierRequest(verb, resource, tier) { Namespace = ns, Name = name };
                var decision = _authorizer.Judge(_who, request);
                if (decision.IsAllowed) rights.Verbs.Add(verb);
                else if (decision is { PassesTier: true, LacksPlain: { } plain } && TierKinds.Writes.Contains(verb)) rights.Missing.Add(plain.ToString());
                if (decision.PassesTier) rights.Grants.AddRange(decision.Grants);
                if (decision.PassesTier && (decision.IsAllowed || TierKinds.Writes.Contains(verb)) && !known.Any(other => other.Resource == resource && other.Has(verb, decision))
                    && !_authorizer.Judge(_everybody, request).IsAllowed) rights.IsMore = true;
            }

            if (rights.IsMore) all.Add(rights);
        }

        return all;
    }

    private IEnumerable<TierAccessRow> RowsOf(IEnumerable<KindRights> rights, string tier, string? ns, List<string> tierVerbs, IReadOnlyList<string> policies)
    {
        foreach (var same in rights.GroupBy(kind => string.Join(',', kind.Verbs) + "|" + kind.Missing.Count))
        {
            var first = same.First();
            yield return Row(tier, ns, tierVerbs) with
            {
                Kinds = [.. same.Select(kind => kind.Kind)],
                Verbs = first.Verbs,
                Missing = [.. same.SelectMany(kind => kind.Missing)],
                Policies = policies,
                Level = LevelOf(tierVerbs, first.Verbs),
                Via = Via(tier, same.SelectMany(kind => kind.Grants)),
            };
        }
    }

    private TierAccessRow Row(string tier, string? ns, List<string> tierVerbs) => new()
    {
        Tier = tier,
        Subject = SubjectText.Of(_subject),
        SubjectKind = _subject.Kind,
        Namespace = ns,
        TierVerbs = tierVerbs,
        Enforcement = _authorizer.Enforcement,
    };

    private static TierAccessLevel LevelOf(List<string> tierVerbs, List<string> verbs) => verbs.Count == 0 && tierVerbs.Count == 0 ? TierAccessLevel.None
        : tierVerbs.Exists(TierKinds.Writes.Contains) ? TierAccessLevel.Admin
        : verbs.Exists(TierKinds.Writes.Contains) ? TierAccessLevel.Editor
        : verbs.Count > 0 ? TierAccessLevel.Reader
        : TierAccessLevel.Viewer;

    private bool MayWithTier(AccessIdentity who, string verb, string tier) => _authorizer.Model.Allows(who, OfTier(verb, tier));

    // Neither has a name: who may create or list at all may do so with any.
    private static AccessRequest OfTier(string verb, string tier) =>
        new(verb, "projectcalico.org", "tiers") { Name = verb is "create" or "list" or "watch" or "deletecollection" ? null : tier };

    private List<string> Via(string tier, IEnumerable<AccessGrant> grants) =>
    [
        .. grants.Concat(Verbs.Select(verb => _authorizer.Model.Find(_who, OfTier(verb, tier))).OfType<AccessGrant>())
            .Select(grant => grant.ToString()).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What may be done with one kind.</summary>
    private sealed class KindRights(string kind, string resource)
    {
        public string Kind { get; } = kind;

        public string Resource { get; } = resource;

        public List<string> Verbs { get; } = [];

        public List<string> Missing { get; } = [];

        public List<AccessGrant> Grants { get; } = [];

        public bool IsMore { get; set; }

        public bool Has(string verb, TierDecision decision) => decision.IsAllowed ? Verbs.Contains(verb) : Missing.Count > 0;
    }
}
