using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Dataplane.Reference;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>What nodes, endpoints and policies cost is what there is when every chain and every IP set of random clusters is written out.</summary>
public class NodeCostProperties(ITestOutputHelper output)
{
    [Fact]
    public void Nodes_have_what_is_written_out_for_them()
    {
        var (clusters, nodes, rules, members, groups, wasted, naive) = (0, 0, 0L, 0L, 0, 0L, 0L);
        for (var seed = 0; seed < TestScale.Of(1_500); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (ClusterOf(seed) is not { } resources) continue;
            var options = OptionsOf(seed);
            if (Difference(resources, options) is not null) Fail(seed, resources, options);
            var report = Costing.Of(resources, options);
            (clusters, nodes, rules, members) = (clusters + 1, nodes + report.Nodes.Count, rules + report.Rules, members + report.Members);
            wasted += report.Wasted;
            naive += Wasted(new(resources, isComplete: true, PolicyView.PendingCalico), options);
            groups += HasGroup(resources, options) ? 1 : 0;
        }

        output.WriteLine($"{clusters} clusters, {nodes} nodes: {rules} rules, {members} members, groups in {groups} clusters; {wasted} of {naive} rules in vain found.");
        Assert.InRange(groups, clusters / 5, clusters);
        Assert.InRange(wasted, naive / 3, naive);
        Assert.InRange(nodes, clusters, int.MaxValue);
    }

    /// <summary>A cluster of which everything is known; null for others.</summary>
    private static IReadOnlyList<Resource>? ClusterOf(int seed)
    {
        var (resources, _, isOpen, dice) = RandomCase.Cluster(seed);
        if (isOpen) return null;
        var more = new RandomCostRules(dice);

        // Some policies get long rules, some no selector, so that neighbours share one, and some are for every node.
        return [.. Neighbours(more, dice), .. resources.Select(resource => resource switch
        {
            TieredPolicy policy when policy is not IStagedPolicy { StagedAction.Text: "Delete" } => Changed(policy, more, dice),
            Profile profile => profile with { Ingress = [.. profile.Ingress.Select(WithoutPass)], Egress = [.. profile.Egress.Select(WithoutPass)] },
            _ => resource,
        })];
    }

    /// <summary>Policies of one tier and selector that stand together, some of them staged.</summary>
    private static IEnumerable<TieredPolicy> Neighbours(RandomCostRules more, Dice dice)
    {
        var (count, forwards) = (dice.OneIn(2) ? dice.Below(14) : 0, dice.OneIn(3));
        for (var index = 0; index < count; index++)
        {
            GlobalPolicy policy = dice.OneIn(4) ? new StagedGlobalNetworkPolicy() : new GlobalNetworkPolicy();
            yield return policy with
            {
                Metadata = new() { Name = $"near{index:00}" },
                Tier = "near",
                Selector = dice.OneIn(8) ? "all()" : "has(app)",
                ApplyOnForward = forwards,
                DeclaredTypes = dice.OneIn(2) ? [PolicyType.Ingress, PolicyType.Egress] : [PolicyType.Ingress],
                Ingress = [.. more.List().Take(2).Select(Closed)],
                Egress = [.. more.List().Take(2).Select(Closed)],
            };
        }
    }

    // In a profile a Pass ends the chain of what a tier has passed, whatever it asks: the mark is still there. No API makes such profiles.
    private static PolicyRule WithoutPass(PolicyRule rule) => rule.Action == PolicyAction.Pass ? rule with { Action = PolicyAction.Deny } : rule;

    private static TieredPolicy Changed(TieredPolicy policy, RandomCostRules more, Dice dice)
    {
        if (dice.OneIn(2)) policy = policy with { Selector = null, ServiceAccountSelector = null };
        if (dice.OneIn(2) && policy is GlobalPolicy global) policy = global with { NamespaceSelector = null };
        if (dice.OneIn(8)) policy = policy with { PerformanceHints = ["AssumeNeededOnEveryNode"] };
        if (policy is GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true } || dice.OneIn(2)) return policy;
        return policy with { DeclaredTypes = policy.Types, Ingress = [.. policy.Ingress, .. more.List().Select(Closed)], Egress = [.. more.List().Select(Closed), .. policy.Egress] };
    }

    // What domains hold nobody knows.
    private static PolicyRule Closed(PolicyRule rule) => rule with { Destination = rule.Destination with { Domains = [] } };

    private static CostOptions OptionsOf(int seed) => new()
    {
        Dataplane = seed % 3 == 0 ? DataplaneMode.Nftables : DataplaneMode.Iptables,
        LogsFlows = seed % 4 < 2,
        HasIPv4 = seed % 5 != 0,
        HasIPv6 = seed % 5 != 1,
    };

    private static bool HasGroup(IReadOnlyList<Resource> resources, CostOptions options)
    {
        var cluster = new PlainCluster(resources, isComplete: true, PolicyView.PendingCalico);
        return new PlainKernel(cluster, [.. cluster.Parties.Where(party => party.IsEndpoint)], options, isIPv6: false).Chains.Keys.Any(name => name.Contains("/gi-", StringComparison.Ordinal));
    }

    private static string? Difference(IReadOnlyList<Resource> resources, CostOptions options)
    {
        var report = Costing.Of(resources, options);
        var cluster = new PlainCluster(resources, isComplete: true, PolicyView.PendingCalico);
        var endpoints = cluster.Parties.Where(party => party.IsEndpoint).GroupBy(party => party.Node!).OrderBy(node => node.Key, StringComparer.Ordinal).ToList();
        if (!report.Nodes.Select(node => node.Node).SequenceEqual(endpoints.Select(node => node.Key))) return "nodes";
        var ofPolicies = new Dictionary<string, (long Rules, int Nodes)>();
        foreach (var node in endpoints)
        {
            Party[] parties = [.. node];
            PlainPolicy[] active = [.. cluster.Policies.Where(policy => policy.Policy.PerformanceHints.Count > 0 || parties.Any(party => World.Try(world => cluster.Selection.Selects(policy.Policy, party, world)).First()))];
            var (rules, chains, sets, members) = (0L, 0L, 0L, 0L);
            foreach (var policy in active) ofPolicies[KeyOf(policy.Original)] = (ofPolicies.GetValueOrDefault(KeyOf(policy.Original)).Rules, ofPolicies.GetValueOrDefault(KeyOf(policy.Original)).Nodes + 1);
            foreach (var isIPv6 in options.IPFamilies.Select(family => family == 6))
            {
                var kernel = new PlainKernel(cluster, parties, options, isIPv6);
                (rules, chains) = (rules + kernel.Counted.Sum(chain => (long)chain.Count), chains + kernel.Counted.Count());
                var own = new PlainSets(cluster, isIPv6);
                foreach (var policy in active)
                {
                    var (before, count) = ofPolicies[KeyOf(policy.Original)];
                    ofPolicies[KeyOf(policy.Original)] = (before + kernel.Chains.Where(chain => IsOf(chain.Key, policy)).Sum(chain => (long)chain.Value.Count), count);
                    foreach (var rule in policy.Policy.Ingress.Concat(policy.Policy.Egress)) own.Add(rule, policy.Namespace);
                }

                foreach (var profile in cluster.Resources.OfType<Profile>().Where(profile => parties.Any(party => party.Profiles.Contains(profile.Name))))
                {
                    foreach (var rule in profile.Ingress.Concat(profile.Egress)) own.Add(rule, null);
                }

                (sets, members) = (sets + own.Members.Count, members + own.Members.Values.Sum(set => (long)set.Count));
            }

            var cost = report.Nodes.First(one => one.Node == node.Key);
            var shown = $"{node.Key}: {cost.Rules} rules of {rules}, {cost.Chains} chains of {chains}, {cost.IPSets} sets of {sets}, {cost.Members} members of {members}, {cost.Policies} policies of {active.Length}";
            if (cost.Rules != rules || cost.Chains != chains || cost.IPSets != sets || cost.Members != members || cost.Policies != active.Length) return shown;
            if (Longest(report, cluster, parties, options) is { } longest) return longest;
        }

        foreach (var cost in report.Policies)
        {
            var (rules, nodes) = ofPolicies.GetValueOrDefault(KeyOf(cost.Policy));
            if ((cost.Rules, cost.Nodes) != (rules, nodes)) return $"{cost.Policy}: {cost.Rules} rules of {rules} on {cost.Nodes} nodes of {nodes}";
        }

        return Wasted(cluster, options) < report.Wasted ? "waste that is none" : null;
    }

    private static string KeyOf(Resource policy) => $"{policy.ApiVersion} {policy.Kind} {policy.Namespace} {policy.Name}";

    private static bool IsOf(string chain, PlainPolicy policy) => chain.EndsWith($"/pi-{policy.Key}", StringComparison.Ordinal) || chain.EndsWith($"/po-{policy.Key}", StringComparison.Ordinal);

    private static string? Longest(CostReport report, PlainCluster cluster, Party[] parties, CostOptions options)
    {
        PlainKernel[] kernels = [.. options.IPFamilies.Select(family => new PlainKernel(cluster, parties, options, family == 6))];
        foreach (var party in parties)
        {
            var cost = report.Endpoints.First(endpoint => endpoint.Endpoints.Any(one => (one.Kind == EndpointKind.Host) == (party.Kind == PartyKind.Host) && one.Name == party.Resource!.Name && one.Namespace == party.Namespace));
            var (ingress, egress) = (kernels.Max(kernel => kernel.Longest(party, isIngress: true)), kernels.Max(kernel => kernel.Longest(party, isIngress: false)));
            if (cost.IngressRules != ingress || cost.EgressRules != egress) return $"{party}: {cost.IngressRules} rules in of {ingress}, {cost.EgressRules} out of {egress}";
        }

        return null;
    }

    /// <summary>The rules of policies for endpoints that their own side does not pick, by no label and no set's address.</summary>
    private static long Wasted(PlainCluster cluster, CostOptions options)
    {
        var wasted = 0L;
        foreach (var party in cluster.Parties.Where(party => party.IsEndpoint))
        {
            foreach (var isIPv6 in options.IPFamilies.Select(family => family == 6))
            {
                var kernel = new PlainKernel(cluster, [party], options, isIPv6);
                foreach (var policy in cluster.Policies)
                {
                    foreach (var isIngress in (bool[])[true, false])
                    {
                        var tables = kernel.Chains.Keys.Count(name => name.EndsWith($"/p{(isIngress ? 'i' : 'o')}-{policy.Key}", StringComparison.Ordinal) && !name.Contains('+', StringComparison.Ordinal));
                        var isSelected = World.Try(world => cluster.Selection.Selects(policy.Policy, party, world)).First();
                        if (tables == 0 || !isSelected) continue;
                        var rules = policy.Rules(isIngress);
                        for (var index = 0; index < rules.Count; index++)
                        {
                            if (!IsNever(isIngress ? rules[index].Destination : rules[index].Source, policy.Namespace, party, cluster)) continue;
                            wasted += tables * RuleText.Of(rules[index], isIPv6, options.LogsFlows).Count;
                        }
                    }
                }
            }
        }

        return wasted;
    }

    private static bool IsNever(PolicyPeer own, string? ns, Party party, PlainCluster cluster)
    {
        bool Picks(Party one) => World.Try(world => cluster.Selection.Selects(own, ns, one, world)).First();
        if (!EntitySelection.AsksForSome(own, ns)) return !string.IsNullOrEmpty(own.NotSelector) && World.Try(world => cluster.Selection.Excludes(own, party, world)).First();
        return !Picks(party) && !cluster.Parties.Any(set => set.Kind == PartyKind.Set && Picks(set) && party.Blocks.Any(address => set.Blocks.Any(block => block.Contains(address.BaseAddress))));
    }

    private static void Fail(int seed, IReadOnlyList<Resource> resources, CostOptions options)
    {
        while (Smaller(resources).FirstOrDefault(smaller => Difference(smaller, options) is not null) is { } less) resources = less;
        Assert.Fail($"Seed {seed}, {options}: {Difference(resources, options)}\n{ResourceText.Of(resources, new YamlFormat(), keepServerMetadata: false)}");
    }

    private static IEnumerable<IReadOnlyList<Resource>> Smaller(IReadOnlyList<Resource> resources)
    {
        for (var index = 0; index < resources.Count; index++) yield return [.. resources.Take(index), .. resources.Skip(index + 1)];
        for (var index = 0; index < resources.Count; index++)
        {
            foreach (var smaller in Shrinking.Smaller(resources[index])) yield return [.. resources.Take(index), smaller, .. resources.Skip(index + 1)];
        }
    }
}
