using System.Globalization;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>What rules say of an inventory is what a loop over all endpoints and sets counts, in random clusters.</summary>
public class InventoryProperties(ITestOutputHelper output)
{
    private static readonly int Clusters = TestScale.Of(600);

    [Fact]
    public void CP1002_counts_the_endpoints_that_it_lands_on()
    {
        var checks = 0;
        foreach (var (seed, cluster) in NaiveCluster.Some(3 * Clusters))
        {
            foreach (var finding in cluster.Find("CP1002"))
            {
                var policy = PolicyOf(cluster, finding);
                var landed = cluster.Endpoints.Where(party => cluster.Selects(policy, party)).ToList();
                if (!cluster.Endpoints.Any()) continue;
                Assert.True(finding.Message.Contains($", {NaiveCluster.Count(landed)} in the snapshot", StringComparison.Ordinal), $"Seed {seed}: {NaiveCluster.Count(landed)} are there. {finding.Message}");
                checks++;
            }
        }

        Tell(checks, 20);
    }

    [Fact]
    public void CP1007_counts_the_members_of_the_IP_set()
    {
        var checks = 0;
        foreach (var (seed, cluster) in NaiveCluster.Some(3 * Clusters))
        {
            foreach (var finding in cluster.Find("CP1007"))
            {
                var policy = PolicyOf(cluster, finding);
                var (rule, side) = SideOf(policy, finding.JsonPath);
                var blocks = cluster.Pending.Parties.Where(party => cluster.Selects(side, policy, party)).SelectMany(party => party.Blocks).Distinct().ToList();
                var members = blocks.Where(block => !blocks.Exists(other => other.PrefixLength < block.PrefixLength && Blocks.IsIPv6(other) == Blocks.IsIPv6(block) && other.Contains(block.BaseAddress)))
                    .Sum(block => block.PrefixLength == 0 ? 2 : 1);
                if (!cluster.Endpoints.Any()) continue;
                Assert.True(finding.Message.Contains($", {members} member{(members == 1 ? "" : "s")} in the snapshot,", StringComparison.Ordinal), $"Seed {seed}: {members} members. {rule}: {finding.Message}");
                checks++;
            }
        }

        Tell(checks, 20);
    }

    [Fact]
    public void CP1010_finds_just_the_selectors_that_pick_nothing()
    {
        var (checks, found) = (0, 0);
        foreach (var (seed, cluster) in NaiveCluster.Some(Clusters))
        {
            if (!cluster.Endpoints.Any()) continue;
            var explained = cluster.Explained("CP3002", "CP3003");
            var expected = cluster.Pending.Policies.Where(policy => policy.Original is TieredPolicy and not IStagedPolicy { StagedAction.Text: "Ignore" })
                .SelectMany(policy => Missing(cluster, policy.Policy, explained)).Order(StringComparer.Ordinal).ToList();
            var actual = cluster.Find("CP1010").Where(finding => Side(finding.JsonPath) != "policy" || !MayBeDefaultDeny(PolicyOf(cluster, finding))).Select(finding => $"{finding.Kind} {finding.Namespace}/{finding.Name} {Side(finding.JsonPath)}").Order(StringComparer.Ordinal).ToList();
            Assert.True(expected.SequenceEqual(actual), $"Seed {seed}: missing {string.Join("; ", expected.Except(actual))}, too many {string.Join("; ", actual.Except(expected))}");
            (checks, found) = (checks + 1, found + actual.Count);
        }

        output.WriteLine($"{found} selectors without a target.");
        Tell(checks, 100);
        Assert.InRange(found, 50, int.MaxValue);
    }

    [Fact]
    public void CP2004_finds_just_the_tiers_that_endpoints_do_not_get_out_of()
    {
        var found = 0;
        foreach (var (seed, cluster) in NaiveCluster.Some(3 * Clusters))
        {
            var expected = cluster.Resources.OfType<TieredPolicy>().Where(policy => !policy.IsStaged)
                .SelectMany(policy => policy.Types.Select(direction => (policy, direction, Endpoints: Stuck(cluster, policy, direction))))
                .Where(stuck => stuck.Endpoints.Count > 0)
                .Select(stuck => $"{stuck.policy} The {stuck.direction.Text.ToLowerInvariant()} of {NaiveCluster.Count(stuck.Endpoints)} of the snapshot").Order(StringComparer.Ordinal).ToList();
            var actual = cluster.Find("CP2004").Where(finding => !MayBeDefaultDeny(PolicyOf(cluster, finding))).Select(finding => $"{PolicyOf(cluster, finding)} {finding.Message[..finding.Message.IndexOf(" that this policy", StringComparison.Ordinal)]}").Order(StringComparer.Ordinal).ToList();
            Assert.True(expected.SequenceEqual(actual), $"Seed {seed}: missing {string.Join("; ", expected.Except(actual))}, too many {string.Join("; ", actual.Except(expected))}");
            found += actual.Count;
        }

        Tell(found, 50);
    }

    [Fact]
    public void CP2008_counts_the_endpoints_of_the_system_that_lose_traffic()
    {
        var found = 0;
        foreach (var (seed, cluster) in NaiveCluster.Some(6 * Clusters))
        {
            var expected = cluster.Resources.OfType<GlobalPolicy>().Where(policy => !policy.IsStaged)
                .SelectMany(policy => policy.Types.Select(direction => (policy, direction, Lost: Lost(cluster, policy, direction))))
                .Where(lost => lost.Lost.Count > 0).Select(lost => $"{lost.policy} {lost.direction.Text.ToLowerInvariant()}: {NaiveCluster.Count(lost.Lost)}").Order(StringComparer.Ordinal).ToList();
            var actual = cluster.Find("CP2008").Where(finding => !MayBeDefaultDeny(PolicyOf(cluster, finding))).SelectMany(finding => Losses(PolicyOf(cluster, finding), finding.Message)).Order(StringComparer.Ordinal).ToList();
            Assert.True(expected.SequenceEqual(actual), $"Seed {seed}: missing {string.Join("; ", expected.Except(actual))}, too many {string.Join("; ", actual.Except(expected))}");
            found += actual.Count;
        }

        Tell(found, 20);
    }

    [Fact]
    public void CP3007_finds_just_the_sets_that_no_rule_selects()
    {
        var (checks, found) = (0, 0);
        foreach (var (seed, cluster) in NaiveCluster.Some(2 * Clusters))
        {
            var sides = cluster.Pending.Policies.SelectMany(policy => policy.Policy.Ingress.Concat(policy.Policy.Egress).SelectMany(Sides).Select(side => (Side: side, Policy: (TieredPolicy?)policy.Policy)))
                .Concat(cluster.Resources.OfType<Profile>().SelectMany(profile => profile.Ingress.Concat(profile.Egress)).SelectMany(Sides).Select(side => (Side: side, Policy: (TieredPolicy?)null))).ToList();
            foreach (var set in cluster.Pending.Parties.Where(party => party.Resource is AddressSet))
            {
                var isUsed = sides.Any(side => EntitySelection.AsksForSome(side.Side, side.Policy is { IsNamespaced: true } ? side.Policy.Namespace : null)
                    ? cluster.Selects(side.Side, side.Policy, set)
                    : cluster.Excludes(side.Side, set));
                var isFound = cluster.Find("CP3007").Exists(finding => (finding.Kind, finding.Namespace, finding.Name) == (set.Resource!.Kind, set.Resource.Namespace, set.Resource.Name));
                Assert.True(isUsed != isFound, $"Seed {seed}: {set} is {(isUsed ? "used" : "not used")}.");
                (checks, found) = (checks + 1, found + (isFound ? 1 : 0));
            }
        }

        output.WriteLine($"{found} of {checks} sets are not used.");
        Assert.InRange(found, 50, checks - 50);
    }

    [Fact]
    public void CP3008_counts_the_addresses_that_sets_share_and_whose_they_are()
    {
        var (checks, touched) = (0, 0);
        foreach (var (seed, cluster) in NaiveCluster.Some(3 * Clusters))
        {
            var sets = cluster.Pending.Parties.Where(party => party.Resource is AddressSet).ToList();
            foreach (var finding in cluster.Find("CP3008"))
            {
                var one = sets.Single(set => (set.Resource!.Kind, set.Resource.Namespace, set.Resource.Name) == (finding.Kind, finding.Namespace, finding.Name));
                var other = sets.Single(set => !ReferenceEquals(set, one) && finding.Message.Contains($" of {set.Resource}, which has other labels", StringComparison.Ordinal));
                bool IsShared(System.Net.IPAddress address) => new[] { one, other }.All(set => set.Blocks.Any(block => block.PrefixLength > 0 && Blocks.IsIPv6(block) == Blocks.IsIPv6(address) && block.Contains(address)));
                var owners = cluster.Endpoints.Where(party => party.Blocks.Any(block => IsShared(block.BaseAddress))).ToList();
                var whose = owners.Count == 0 ? "no endpoint's of the snapshot." : $"those of {NaiveCluster.Count(owners)} of the snapshot among them";
                Assert.True(finding.Message.Contains(whose, StringComparison.Ordinal), $"Seed {seed}: {whose} {finding.Message}");
                (checks, touched) = (checks + 1, touched + (owners.Count > 0 ? 1 : 0));
                if (one.Blocks.Concat(other.Blocks).Any(Blocks.IsIPv6)) continue;
                var count = one.Blocks.Where(block => block.PrefixLength > 0).SelectMany(AddressesOf).Where(IsShared).Distinct().Count();
                Assert.True(finding.Message.Contains($" {count.ToString("N0", CultureInfo.InvariantCulture)} address{(count == 1 ? " is" : "es are")} shared", StringComparison.Ordinal), $"Seed {seed}: {count} addresses. {finding.Message}");
            }
        }

        output.WriteLine($"{touched} of {checks} overlaps touch endpoints.");
        Assert.InRange(touched, 20, checks);
    }

    private void Tell(int checks, int least)
    {
        output.WriteLine($"{checks} checks.");
        Assert.InRange(checks, least, int.MaxValue);
    }

    private static TieredPolicy PolicyOf(NaiveCluster cluster, PolicyFinding finding) => cluster.Resources.OfType<TieredPolicy>()
        .Single(policy => (policy.Kind, policy.Namespace, policy.Name) == (finding.Kind, finding.Namespace, finding.Name));

    private static PolicyPeer[] Sides(PolicyRule rule) => [rule.Source, rule.Destination];

    /// <summary>The rule and side of <c>$.spec.ingress[0].source.selector</c>.</summary>
    private static (PolicyRule Rule, PolicyPeer Side) SideOf(TieredPolicy policy, string path)
    {
        var parts = path.Split('.', '[', ']');
        var rule = (parts[2] == "ingress" ? policy.Ingress : policy.Egress)[int.Parse(parts[3], CultureInfo.InvariantCulture)];
        return (rule, parts[5] == "source" ? rule.Source : rule.Destination);
    }

    /// <summary>The place without its last field: the policy, or a side of a rule.</summary>
    private static string Side(string path) => path.Split('.') is [_, _, var list, var side, ..] ? $"{list}.{side}" : "policy";

    private static IEnumerable<string> Missing(NaiveCluster cluster, TieredPolicy policy, HashSet<string> explained)
    {
        var name = $"{policy.Kind} {policy.Namespace}/{policy.Name} ";
        var others = cluster.Resources.OfType<Pod>().Where(pod => pod.HostNetwork != true).Select(pod => Parties.Of(pod with { Phase = null })!).Concat(cluster.Pending.Parties).ToList();
        var global = policy as GlobalPolicy;
        var own = policy.IsNamespaced ? EngineSelectors.ForNetworkPolicy(policy.Namespace!, policy.Selector ?? "", policy.ServiceAccountSelector ?? "")
            : EngineSelectors.ForGlobalNetworkPolicy(policy.Selector ?? "", global!.NamespaceSelector ?? "", policy.ServiceAccountSelector ?? "");
        if (own.Length > 0 && !MayBeDefaultDeny(policy) && !others.Exists(party => party.Kind != PartyKind.Set && cluster.Selects(policy, party)) && ArePlausible(own, policy.Selector, global?.NamespaceSelector, policy.ServiceAccountSelector)
            && !Has("$.spec.selector") && !Has("$.spec.namespaceSelector") && !Has("$.spec.serviceAccountSelector"))
            yield return name + "policy";
        foreach (var (list, rules) in new[] { ("ingress", policy.Ingress), ("egress", policy.Egress) })
        {
            for (var index = 0; index < rules.Count; index++)
            {
                foreach (var (side, peer) in new[] { ("source", rules[index].Source), ("destination", rules[index].Destination) })
                {
                    if (string.IsNullOrEmpty(peer.Selector) && string.IsNullOrEmpty(peer.NamespaceSelector) && peer.ServiceAccounts is null) continue;
                    var positive = EngineSelectors.ForRuleEntity(policy.IsNamespaced ? policy.Namespace! : "", new()
                    {
                        Selector = peer.Selector ?? "",
                        NotSelector = peer.NotSelector ?? "",
                        NamespaceSelector = peer.NamespaceSelector ?? "",
                        ServiceAccountNames = peer.ServiceAccounts?.Names ?? [],
                        ServiceAccountSelector = peer.ServiceAccounts?.Selector ?? "",
                    }).Positive;
                    var place = $"$.spec.{list}[{index}].{side}";
                    if (positive.Length == 0 || others.Exists(party => cluster.Selects(peer, policy, party)) || !ArePlausible(positive, peer.Selector, peer.NamespaceSelector, peer.ServiceAccounts?.Selector)) continue;
                    if (Has(place + ".selector") || Has(place + ".namespaceSelector") || Has(place + ".serviceAccounts.selector")) continue;
                    yield return $"{name}{list}[{index}].{side}";
                }
            }
        }

        bool Has(string path) => explained.Contains(name + path);

        static bool ArePlausible(params string?[] selectors) => selectors.All(selector => string.IsNullOrEmpty(selector) || Selector.Parse(selector).IsSatisfiable);
    }

    /// <summary>The endpoints whose traffic of a direction a tier denies at its end, though policies of later tiers are for them.</summary>
    private static List<Party> Stuck(NaiveCluster cluster, TieredPolicy policy, PolicyType direction)
    {
        if (policy is GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true } || MayBeDefaultDeny(policy)) return [];
        if (policy.RulesOf(direction).Any(rule => rule.Action != PolicyAction.Log && NaiveCluster.IsPlain(rule))) return [];
        var isIngress = direction == PolicyType.Ingress;
        return [.. cluster.Endpoints.Where(party => cluster.Selects(policy, party)).Where(party =>
        {
            var tiers = cluster.Tiers(party, isIngress);
            var place = tiers.ToList().FindIndex(tier => tier.Name == policy.Tier);
            var rules = tiers[place].Policies.SelectMany(other => other.Rules(isIngress)).ToList();
            return !tiers[place].Passes && !rules.Exists(rule => rule.Action == PolicyAction.Pass || (rule.Action == PolicyAction.Allow && NaiveCluster.IsPlain(rule)))
                && tiers.Skip(place + 1).Any(later => later.Policies.Any(other => other.Rules(isIngress).Any(rule => rule.Action == PolicyAction.Pass
                    || (rule.Action == PolicyAction.Allow && !(IsForDns(rule) && tiers.Take(place + 1).Any(tier => tier.Policies.Any(first => first.Rules(isIngress).Any(MayLetAsk))))))));

            // What allows DNS is not missed where DNS was allowed before.
            bool IsForDns(PolicyRule rule) => !isIngress && (rule.Destination.Services is { Name: "kube-dns" or "dns-default" or "coredns" or "node-local-dns" }
                || (rule.Destination.Ports.Count > 0 && rule.Destination.Ports.All(port => port is { IsNamed: false, IsRange: false, Min: 53 or 5353 } or { Name: "dns" or "dns-tcp" })));

            static bool MayLetAsk(PolicyRule rule) => rule.Action == PolicyAction.Allow && (rule.Destination.Services is not null || rule.Destination.Ports.Count == 0
                || rule.Destination.Ports.Any(port => port.IsNamed || (port.Min <= 53 && port.Max >= 53) || (port.Min <= 5353 && port.Max >= 5353)));
        })];
    }

    /// <summary>The endpoints of the system that a policy cuts off from what it does not allow.</summary>
    private static List<Party> Lost(NaiveCluster cluster, GlobalPolicy policy, PolicyType direction)
    {
        if (policy.DoNotTrack == true || policy.PreDnat == true || MayBeDefaultDeny(policy) || IsOfOtherRules(policy, direction)) return [];
        var isIngress = direction == PolicyType.Ingress;
        var isForOthers = cluster.Endpoints.Any(party => !IsOfSystem(party) && cluster.Selects(policy, party));

        // What is for the system alone and allows something is meant so.
        if (!isForOthers && policy.RulesOf(direction).Any(rule => rule.Action == PolicyAction.Allow || rule.Action == PolicyAction.Pass)) return [];
        return [.. cluster.Endpoints.Where(party => IsOfSystem(party) && cluster.Selects(policy, party) && IsLost(party))];

        bool IsLost(Party party)
        {
            foreach (var tier in cluster.Tiers(party, isIngress))
            {
                var isThere = tier.Name == policy.Tier;
                var isBehind = false;
                foreach (var other in tier.Policies)
                {
                    var plain = other.Rules(isIngress).FirstOrDefault(rule => rule.Action != PolicyAction.Log && NaiveCluster.IsPlain(rule))?.Action;
                    if (ReferenceEquals(other.Policy, policy))
                    {
                        if (plain is not null) return plain == PolicyAction.Deny;
                        isBehind = true;
                    }
                    else if (isThere)
                    {
                        // Before it: nothing gets there. Behind it: that policy decides, not the end of the tier.
                        if (plain is not null) return false;
                        var isForSystem = cluster.Endpoints.All(one => IsOfSystem(one) || !cluster.Selects(other.Policy, one));
                        if (isForSystem && other.Rules(isIngress).Any(rule => rule.Action == PolicyAction.Allow || rule.Action == PolicyAction.Pass)) return false;
                    }
                    else if (plain == PolicyAction.Allow || plain == PolicyAction.Deny)
                    {
                        return false;
                    }
                    else if (plain == PolicyAction.Pass)
                    {
                        break;
                    }
                }

                if (isThere) return isBehind && !tier.Passes;
                var hasPass = tier.Policies.Any(other => other.Rules(isIngress).Any(rule => rule.Action == PolicyAction.Pass));
                if (!tier.Passes && !hasPass) return false;
            }

            return false;
        }
    }

    /// <summary>Whether a policy has the rules of a default deny, which other rules of the catalogue judge; what it selects does not matter here.</summary>
    private static bool MayBeDefaultDeny(TieredPolicy policy) => policy.Types.All(direction => policy.RulesOf(direction).All(rule =>
        (rule.Action == PolicyAction.Deny && NaiveCluster.IsPlain(rule)) || MayBeForDns(rule)));

    /// <summary>Whether a direction only denies, or is for DNS alone, which other rules of the catalogue judge.</summary>
    private static bool IsOfOtherRules(TieredPolicy policy, PolicyType direction) =>
        policy.RulesOf(direction) is { Count: > 0 } rules
        && (rules.All(rule => rule.Action == PolicyAction.Deny || rule.Action == PolicyAction.Log)
            || rules.All(rule => rule.Action == PolicyAction.Pass || rule.Action == PolicyAction.Log || MayBeForDns(rule)));

    private static bool MayBeForDns(PolicyRule rule) => rule.Action == PolicyAction.Allow
        && (rule.Destination.Services is not null || (rule.Destination.Ports.Count > 0 && rule.Destination.Ports.All(port => port.IsNamed || port is { IsRange: false, Min: 53 })));

    private static bool IsOfSystem(Party party) => party.Kind == PartyKind.Host || party.Namespace is "kube-system";

    /// <summary>The directions and counts of a message: <c>ingress that its rules do not let through is denied to 2 pods (...); egress ...</c>.</summary>
    private static IEnumerable<string> Losses(TieredPolicy policy, string message)
    {
        const string Denied = " that its rules do not let through is denied to ";
        foreach (var part in message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split("; "))
        {
            var at = part.IndexOf(Denied, StringComparison.Ordinal);
            if (at > 0 && !IsOfOtherRules(policy, part[..at] == "ingress" ? PolicyType.Ingress : PolicyType.Egress)) yield return $"{policy} {part[..at]}: {part[(at + Denied.Length)..part.IndexOf(" (", StringComparison.Ordinal)]}";
        }
    }

    private static IEnumerable<System.Net.IPAddress> AddressesOf(System.Net.IPNetwork block)
    {
        var end = Blocks.After(block);
        for (var address = block.BaseAddress; address is not null && !address.Equals(end); address = Blocks.After(address)) yield return address;
    }
}
