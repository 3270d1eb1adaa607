using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The cluster round the objects that are judged: whom its policies select, what their rules look for, and what they cost. Each part is
/// made when a rule first asks for it.
/// </summary>
/// <remarks>Selectors are matched against classes of labels and never against pods: O(selectors x classes), and O(endpoints) once.</remarks>
internal sealed class Inventory(PolicySnapshot snapshot, CancellationToken cancellationToken)
{
    private const long MostFollowed = 30_000_000;

    private readonly Dictionary<SelectorEntry, EndpointCount> _counts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CompiledPolicy, bool> _isForSystemOnly = new(ReferenceEqualityComparer.Instance);
    private bool? _mayBeFollowed;

    /// <summary>The inventory of a run; null where it has none, and objects are judged by themselves.</summary>
    public static Inventory? Of(RuleContext context) => context.Find<Inventory>();

    /// <summary>The cluster, with the objects that are judged in it.</summary>
    public PolicySnapshot Snapshot => snapshot;

    /// <summary>The policies as the engine has them, staged ones too, each beside its enforced twin.</summary>
    public IReadOnlyList<CompiledTier> Tiers => field ??= TierCompiler.Compile(snapshot, PolicyView.PendingCalico, Compiler, cancellationToken);

    /// <summary>What the policies cost, in iptables and both IP families.</summary>
    public CostReport Cost => field ??= PolicyCosts.Of(snapshot, new(), Compiler, Tiers, cancellationToken);

    /// <summary>Which policies of which tiers are for each class of endpoints.</summary>
    public InventoryTiers Stages => field ??= new(snapshot, Tiers, cancellationToken);

    /// <summary>The labels that there are.</summary>
    public InventoryLabels Labels => field ??= new(snapshot);

    /// <summary>The addresses of endpoints.</summary>
    public InventoryAddresses Addresses => field ??= new(snapshot.Endpoints);

    /// <summary>Which network sets rules select.</summary>
    public InventorySets Sets => field ??= new(snapshot, Tiers, Compiler, cancellationToken);

    /// <summary>One endpoint of each class of labels.</summary>
    public IReadOnlyList<Endpoint> Samples => field ??= MakeSamples();

    /// <summary>The endpoints of each class of labels.</summary>
    public IReadOnlyList<EndpointCount> Counts => field ??= MakeCounts();

    /// <summary>The nodes that the endpoints of each class of labels are on, as far as they are known.</summary>
    public IReadOnlyList<IReadOnlySet<string>> NodesOf => field ??= MakeNodes();

    /// <summary>The nodes that endpoints are on.</summary>
    public IReadOnlySet<string> Nodes => field ??= NodesOf.SelectMany(nodes => nodes).ToHashSet(StringComparer.Ordinal);

    /// <summary>All endpoints.</summary>
    public EndpointCount All => field ??= Counts.Aggregate(EndpointCount.None, (all, one) => all + one);

    /// <summary>Whether there is any endpoint, so that one that is missing says something.</summary>
    public bool HasEndpoints => snapshot.Endpoints.Count > 0;

    private PolicyCompiler Compiler => field ??= new(snapshot, DataplaneKind.Standard);

    /// <summary>Of each class of labels whether one of its endpoints is in IP sets: all but host endpoints without expected addresses.</summary>
    private bool[] Addressed => field ??= MakeAddressed();

    private MemberCounter Members => field ??= new(snapshot, firstIsIPv6: false);

    private Dictionary<Resource, CompiledPolicy> Policies => field ??= Tiers.SelectMany(tier => tier.Policies)
        .ToDictionary(policy => policy.Source, (IEqualityComparer<Resource>)ReferenceEqualityComparer.Instance);

    private Dictionary<Resource, PolicyCost> Costs => field ??= Cost.Policies.ToDictionary(cost => cost.Policy, (IEqualityComparer<Resource>)ReferenceEqualityComparer.Instance);

    /// <summary>A policy as the engine has it; null for one that Felix passes over, and for a staged deletion.</summary>
    public CompiledPolicy? Find(Resource policy) => Policies.GetValueOrDefault(policy);

    /// <summary>What a policy costs; null for one that is passed over.</summary>
    public PolicyCost? CostOf(Resource policy) => Costs.GetValueOrDefault(policy);

    /// <summary>The endpoints that a selector surely picks; all of them where there is none.</summary>
    public EndpointCount CountOf(SelectorEntry? selector)
    {
        if (selector is null) return All;
        if (_counts.TryGetValue(selector, out var known)) return known;
        known = EndpointCount.None;
        foreach (var index in PickedBy(selector)) known += Counts[index];

        _counts.Add(selector, known);
        return known;
    }

    /// <summary>The classes of labels that a selector surely picks; all of them where there is none.</summary>
    public IEnumerable<int> PickedBy(SelectorEntry? selector) => selector is null ? Enumerable.Range(0, snapshot.Classes.Count) : selector.PickedClasses.Where(index => selector.OfClass(index) == Truth.Yes);

    /// <summary>The endpoints that a policy selects and a rule's own side may match.</summary>
    public EndpointCount CountOf(CompiledPolicy policy, PeerMatch own)
    {
        var count = EndpointCount.None;
        foreach (var index in PickedBy(policy.Selector))
        {
            if (!OwnSideWaste.IsNever(own, Samples[index])) count += Counts[index];
        }

        return count;
    }

    /// <summary>The endpoints that carry a label.</summary>
    public EndpointCount CountWith(string label)
    {
        var count = EndpointCount.None;
        for (var index = 0; index < Counts.Count; index++)
        {
            if (snapshot.Classes[index].TryGet(label, out _)) count += Counts[index];
        }

        return count;
    }

    /// <summary>The members of a selector's IP sets, those of both IP families.</summary>
    public long MembersOf(SelectorEntry selector)
    {
        var members = Members.Count(selector);
        return members.IPv4 + members.IPv6;
    }

    /// <summary>Whether a selector picks something that has addresses, pods that have none yet among it, or may pick what could not be read.</summary>
    public bool MayHaveAddresses(SelectorEntry selector)
    {
        if (selector.MayPickUnreadPods || selector.MayPickUnreadHosts || selector.MayPickUnreadSets) return true;
        return selector.PickedSets.Length > 0 || Array.Exists(selector.PickedClasses, index => Addressed[index]);
    }

    /// <summary>
    /// Whether to follow every rule's packets over all pairs takes no more than a few seconds, so that a run of all rules may do it: by the
    /// peers that policies may tell apart times the rules.
    /// </summary>
    public bool MayBeFollowed => _mayBeFollowed ??= Math.Min(snapshot.Endpoints.Count, snapshot.Classes.Count + snapshot.Sets.Sum(set => (long)set.Nets.Count))
        * Tiers.Sum(tier => tier.Policies.Sum(policy => (long)policy.Ingress.Length + policy.Egress.Length)) <= MostFollowed;

    /// <summary>Whether endpoints of the system are there.</summary>
    public bool HasSystem => Samples.Any(SystemVictims.IsOfSystem);

    /// <summary>Whether a policy selects endpoints of the system and no others.</summary>
    public bool IsForSystemOnly(CompiledPolicy policy)
    {
        if (_isForSystemOnly.TryGetValue(policy, out var known)) return known;
        known = SelectsSystemOnly(policy);
        _isForSystemOnly.Add(policy, known);
        return known;
    }

    /// <summary>
    /// Whether what is not there of a kind does not exist: none of it was unreadable, and files that are not stated to be all have some of it.
    /// </summary>
    public bool HasAll(string kind) => !snapshot.IsMissing(kind) && (snapshot.IsComplete || snapshot.Resources.Any(resource => resource.Kind == kind));

    /// <summary>Whether no policy is hidden by a gap.</summary>
    public bool HasAllPolicies => PolicyGaps.Of(snapshot, PolicyView.PendingCalico).Count == 0;

    /// <summary>Whether no pod and no host endpoint is hidden by a gap, and files are stated to have all of them.</summary>
    public bool HasAllEndpoints => snapshot.IsComplete && !snapshot.IsMissing("Pod") && !snapshot.IsMissing("HostEndpoint");

    private bool SelectsSystemOnly(CompiledPolicy policy)
    {
        foreach (var index in policy.Selector?.PickedClasses ?? Enumerable.Range(0, Samples.Count))
        {
            if (!SystemVictims.IsOfSystem(Samples[index])) return false;
        }

        return true;
    }

    private Endpoint[] MakeSamples()
    {
        var samples = new Endpoint[snapshot.Classes.Count];
        foreach (var endpoint in snapshot.Endpoints) samples[endpoint.LabelClass] ??= endpoint;
        return samples;
    }

    private bool[] MakeAddressed()
    {
        var addressed = new bool[snapshot.Classes.Count];
        foreach (var endpoint in snapshot.Endpoints) addressed[endpoint.LabelClass] |= endpoint.Kind == EndpointKind.Workload || endpoint.Addresses.Count > 0;
        return addressed;
    }

    private HashSet<string>[] MakeNodes()
    {
        HashSet<string>[] nodes = [.. snapshot.Classes.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint.Node is { } node) nodes[endpoint.LabelClass].Add(node);
        }

        return nodes;
    }

    private EndpointCount[] MakeCounts()
    {
        var counts = new EndpointCount[snapshot.Classes.Count];
        Array.Fill(counts, EndpointCount.None);
        foreach (var endpoint in snapshot.Endpoints) counts[endpoint.LabelClass] += EndpointCount.Of(endpoint);
        return counts;
    }
}
