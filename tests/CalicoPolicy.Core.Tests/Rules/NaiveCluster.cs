using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>
/// A random cluster of which everything is known, counted endpoint by endpoint with the reference's reading of selectors; what the rules
/// say of its inventory is held against it.
/// </summary>
internal sealed class NaiveCluster
{
    private NaiveCluster(IReadOnlyList<Resource> resources)
    {
        Resources = resources;
        Pending = new(resources, isComplete: true, PolicyView.PendingCalico);
        Enforced = new(resources, isComplete: true, PolicyView.Enforced);
    }

    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>With staged policies beside the others.</summary>
    public PlainCluster Pending { get; }

    /// <summary>With the policies in force alone.</summary>
    public PlainCluster Enforced { get; }

    /// <summary>The pods and host endpoints.</summary>
    public IEnumerable<Party> Endpoints => Pending.Parties.Where(party => party.IsEndpoint);

    /// <summary>The clusters of some seeds, with a namespace of the system among their three; those of which not everything is known are left out.</summary>
    public static IEnumerable<(int Seed, NaiveCluster Cluster)> Some(int count)
    {
        for (var seed = 0; seed < count; seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (resources, isComplete, isOpen, _) = RandomCase.Cluster(seed);
            if (isComplete && !isOpen) yield return (seed, new([.. resources.Select(InSystem)]));
        }
    }

    /// <summary>What a rule finds.</summary>
    public List<PolicyFinding> Find(string ruleId) => Input.JudgeInCluster(Resources, new() { IncludeRule = [ruleId] });

    /// <summary>The places that other rules explain, with what they are in: <c>NetworkPolicy prod/a $.spec.selector</c>.</summary>
    public HashSet<string> Explained(params string[] ruleIds) =>
        [.. Input.Judge(Resources, new() { IncludeRule = ruleIds, Complete = true }).Select(finding => $"{finding.Kind} {finding.Namespace}/{finding.Name} {finding.JsonPath}")];

    /// <summary>Whether a policy is for an endpoint.</summary>
    public bool Selects(TieredPolicy policy, Party party) => World.Try(world => Pending.Selection.Selects(policy, party, world)).First();

    /// <summary>Whether a rule's side is for an endpoint or a set.</summary>
    public bool Selects(PolicyPeer peer, TieredPolicy? policy, Party party) =>
        World.Try(world => Pending.Selection.Selects(peer, policy is { IsNamespaced: true } ? policy.Namespace ?? "default" : null, party, world)).First();

    /// <summary>Whether a side's notSelector is for an endpoint or a set.</summary>
    public bool Excludes(PolicyPeer peer, Party party) => World.Try(world => Pending.Selection.Excludes(peer, party, world)).First();

    /// <summary>The tiers of the policies in force that an endpoint's traffic of a direction goes through, each policy selecting it.</summary>
    public IReadOnlyList<PlainTier> Tiers(Party party, bool isIngress) => World.Try(world => PlainTiers.Of(
        Resources, [.. Enforced.Policies.Where(policy => policy.Governs(isIngress) && !policy.IsUntracked && !policy.IsPreDnat && Selects(policy.Policy, party))], isComplete: true, world, "side")).First();

    /// <summary>Whether a rule asks for nothing.</summary>
    public static bool IsPlain(PolicyRule rule) => rule.Source == PolicyPeer.None && rule.Destination == PolicyPeer.None
        && rule is { IPVersion: null, Protocol: null, NotProtocol: null, Icmp: null, NotIcmp: null, Http: null };

    /// <summary>Endpoints in words.</summary>
    public static string Count(IReadOnlyCollection<Party> parties)
    {
        var pods = parties.Count(party => party.Kind == PartyKind.Pod);
        var hosts = parties.Count - pods;
        var ofPods = $"{pods} pod{(pods == 1 ? "" : "s")}";
        var ofHosts = $"{hosts} host endpoint{(hosts == 1 ? "" : "s")}";
        return hosts == 0 ? ofPods : pods == 0 ? ofHosts : $"{ofPods} and {ofHosts}";
    }

    private static Resource InSystem(Resource resource) => resource switch
    {
        Namespace { Name: "ops" } ns => ns with { Metadata = ns.Metadata with { Name = "kube-system" } },
        _ when resource.Namespace == "ops" => resource with { Metadata = resource.Metadata with { Namespace = "kube-system" } },
        _ => resource,
    };
}
