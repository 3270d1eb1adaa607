using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Redundancy;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>What decides nothing in any cluster, case by case: the last rule of an ingress list, by those before it or by other policies.</summary>
public class RedundancyTests
{
    private const string Tiers = "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: security}\nspec: {order: 10}\n---\n"
        + "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: platform}\nspec: {order: 20, defaultAction: Pass}\n---\n"
        + "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: application}\nspec: {order: 30}\n---\n";

    [Theory]
    // Unions of several.
    [InlineData("source: {nets: [10.0.0.0/9]}; source: {nets: [10.128.0.0/9]}; source: {nets: [10.64.0.0/10, 10.128.0.0/16]}")]
    [InlineData("protocol: TCP, destination: {ports: ['1:1023']}; protocol: TCP, destination: {ports: ['1024:65535', 0]}; protocol: TCP")]
    [InlineData("source: {selector: app == 'a'}; source: {selector: app == 'b'}; source: {selector: app == 'c'}; source: {selector: \"app in {'a', 'b', 'c'}\"}")]
    [InlineData("source: {selector: has(app)}; source: {selector: '!has(app)'}; source: {selector: team == 'x'}")]
    [InlineData("source: {selector: app starts with 'web-'}; source: {selector: app ends with '-x'}; source: {selector: app == 'web-y'}")]
    [InlineData("source: {selector: (app == 'a' && team == 'x') || (app == 'a' && team != 'x')}; source: {selector: app == 'a'}")]
    // Negated matches.
    [InlineData("source: {selector: app == 'a', notSelector: team == 'x'}; source: {selector: app == 'a', notSelector: has(team)}")]
    [InlineData("notProtocol: TCP; protocol: TCP; source: {selector: app == 'a'}")]
    [InlineData("protocol: TCP, destination: {notPorts: [80]}; protocol: TCP, destination: {ports: [80]}; protocol: TCP, source: {nets: [10.0.0.0/8]}")]
    [InlineData("source: {notNets: [10.0.0.0/8]}; source: {nets: [10.0.0.0/8]}; ipVersion: 4, protocol: TCP")]
    [InlineData("protocol: ICMP, notICMP: {type: 8}; protocol: ICMP, icmp: {type: 8}; protocol: ICMP")]
    // Protocols and versions.
    [InlineData("protocol: 6; protocol: TCP, destination: {ports: [80]}")]
    [InlineData("ipVersion: 4; ipVersion: 6; source: {selector: app == 'a'}")]
    [InlineData("ipVersion: 4; protocol: ICMP, icmp: {type: 8}")]
    [InlineData("ipVersion: 4; source: {nets: [192.0.2.0/24]}")]
    // Named ports.
    [InlineData("protocol: TCP, destination: {ports: [http, 80]}; protocol: TCP, source: {nets: [192.0.2.0/24]}, destination: {ports: [http]}")]
    [InlineData("protocol: TCP, destination: {ports: [http]}; protocol: TCP, destination: {ports: [80]}; protocol: TCP, destination: {ports: [80, http]}")]
    [InlineData("protocol: TCP, destination: {ports: [http], selector: has(app)}; protocol: TCP, destination: {ports: [http], selector: app == 'a'}")]
    // Source ports.
    [InlineData("protocol: UDP, source: {ports: ['1:100']}; protocol: UDP, source: {ports: ['101:65535', 0]}; protocol: UDP, source: {ports: [53]}")]
    [InlineData("protocol: UDP, source: {notPorts: [53]}; protocol: UDP, source: {ports: [53]}; protocol: UDP, destination: {ports: [53]}")]
    // Service accounts and namespaces.
    [InlineData("source: {serviceAccounts: {names: [a, b]}}; source: {serviceAccounts: {names: [a]}, selector: has(app)}")]
    [InlineData("source: {namespaceSelector: has(projectcalico.org/name)}; source: {namespaceSelector: projectcalico.org/name == 'x', selector: app == 'a'}")]
    [InlineData("source: {namespaceSelector: projectcalico.org/name == 'shop'}; source: {selector: app == 'a'}")]
    public void The_last_rule_decides_nothing(string rules)
    {
        Assert.Contains(Last(rules), Dead(Policy(rules)));
        Assert.Contains(Last(rules), Dead(Policy(rules).Replace("NetworkPolicy", "StagedNetworkPolicy", StringComparison.Ordinal)));
    }

    [Theory]
    // An address may be in several sets: of a pod and of a network set, so that both selectors pick it though no labels meet both.
    [InlineData("source: {selector: app == 'a', notSelector: has(team)}; source: {selector: app == 'a'}")]
    [InlineData("source: {selector: app == 'a' && team == 'x'}; source: {selector: app == 'a'}")]
    [InlineData("source: {selector: app != 'a'}; source: {selector: app == 'a'}; source: {nets: [10.0.0.1/32]}")]
    [InlineData("destination: {selector: app == 'db'}; destination: {selector: app == 'web'}")]
    // A side that asks for labels lets unknown addresses pass on.
    [InlineData("source: {selector: all()}; source: {nets: [0.0.0.0/0, '::/0']}")]
    [InlineData("source: {selector: has(app)}; source: {selector: '!has(app)'}; protocol: TCP")]
    // A hole.
    [InlineData("source: {nets: [10.0.0.0/9]}; source: {nets: [10.128.0.0/10]}; source: {nets: [10.0.0.0/8]}")]
    [InlineData("protocol: TCP, destination: {ports: ['1:79', '81:65535']}; protocol: TCP, destination: {ports: ['1:65535']}")]
    [InlineData("protocol: TCP, destination: {ports: [80]}, source: {nets: [10.0.0.0/8]}; protocol: TCP, destination: {ports: [443]}; protocol: TCP, destination: {ports: [80, 443]}")]
    [InlineData("source: {notNets: [10.0.0.0/8]}; source: {nets: [10.0.0.0/8]}; protocol: TCP")]
    // The same name is another number on another endpoint, and for another protocol.
    [InlineData("protocol: TCP, destination: {ports: [80]}; protocol: TCP, destination: {ports: [http]}")]
    [InlineData("protocol: TCP, destination: {ports: [http]}; protocol: UDP, destination: {ports: [http]}")]
    [InlineData("protocol: TCP, destination: {ports: [http], selector: app == 'a'}; protocol: TCP, destination: {ports: [http]}")]
    // ICMP by number is of both versions; what has no ports has no number among them.
    [InlineData("protocol: ICMP; protocol: 1")]
    [InlineData("protocol: TCP, source: {ports: ['0:65535']}; protocol: TCP, source: {ports: [53]}; source: {selector: app == 'a'}")]
    // A log decides nothing.
    [InlineData("ACTION Log; source: {selector: app == 'a'}")]
    public void The_last_rule_may_decide_something(string rules) => Assert.DoesNotContain(Last(rules), Dead(Policy(rules)));

    [Theory]
    // The same tier, in order.
    [InlineData("application.a", "selector: has(app)", "", true)]
    [InlineData("application.a", "", "", true)]
    [InlineData("application.z", "", "", false)]
    [InlineData("application.z", "", "order: 1", true)]
    [InlineData("application.a", "selector: app == 'web' && has(team)", "", false)]
    [InlineData("application.a", "", "types: [Egress]", false)]
    public void A_policy_that_surely_selects_the_same_covers_it(string name, string selector, string more, bool isDead)
    {
        var other = Rules.Yaml.NetworkPolicy($"tier: application\n{selector}\n{more}\ningress: [{{action: Allow, protocol: TCP, destination: {{ports: [80]}}}}]", name);
        var dead = Dead(Tiers + Rules.Yaml.Documents(other, Web("{action: Deny, protocol: TCP, source: {selector: app == 'x'}, destination: {ports: [80]}}")));
        Assert.Equal(isDead ? ["NetworkPolicy shop/application.web 0"] : [], dead);
    }

    [Fact]
    public void A_policy_of_the_same_name_twice_a_staged_one_and_one_that_is_to_change_cover_nothing()
    {
        const string Covering = "ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]";
        var web = Web("{action: Deny, protocol: TCP, source: {selector: app == 'x'}, destination: {ports: [80]}}");
        var other = Rules.Yaml.NetworkPolicy($"tier: application\n{Covering}", "application.a");
        Assert.Single(Dead(Tiers + Rules.Yaml.Documents(other, web)));
        Assert.Empty(Dead(Tiers + Rules.Yaml.Documents(other, other, web)));
        Assert.Empty(Dead(Tiers + Rules.Yaml.Documents(other.Replace("NetworkPolicy", "StagedNetworkPolicy", StringComparison.Ordinal), web)));
        Assert.Empty(Dead(Tiers + Rules.Yaml.Documents(other, "apiVersion: projectcalico.org/v3\nkind: StagedNetworkPolicy\nmetadata: {name: application.a, namespace: shop}\nspec: {tier: application, stagedAction: Delete}\n", web)));
    }

    [Theory]
    // A Deny of an earlier tier, for all pods of the namespace.
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Pass}", "projectcalico.org/name == 'shop'", true)]
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Pass}", "", true)]
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Pass}", "projectcalico.org/name == 'other'", false)]
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Pass}", "env == 'live'", false)]
    // What is passed before is not denied.
    [InlineData("{action: Pass, protocol: TCP}, {action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Pass}", "", false)]
    [InlineData("{action: Pass, protocol: UDP}, {action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Pass}", "", true)]
    // The end of the tier, but for what is passed.
    [InlineData("{action: Pass, source: {nets: [192.0.2.0/24]}}", "", true)]
    [InlineData("{action: Pass, source: {nets: [10.1.0.0/16]}}", "", false)]
    [InlineData("{action: Log}", "", true)]
    public void An_earlier_tier_takes_what_it_decides(string rules, string namespaces, bool isDead)
    {
        var earlier = Rules.Yaml.GlobalNetworkPolicy($"tier: security\n{(namespaces.Length == 0 ? "" : $"namespaceSelector: {namespaces}\n")}types: [Ingress]\ningress: [{rules}]", "security.first");
        var web = Web("{action: Allow, protocol: TCP, source: {nets: [10.1.2.0/24]}, destination: {ports: [80]}}");
        Assert.Equal(isDead ? ["NetworkPolicy shop/application.web 0"] : [], Dead(Tiers + Rules.Yaml.Documents(earlier, web)));

        // In a tier that passes there is no end.
        var passing = earlier.Replace("tier: security", "tier: platform", StringComparison.Ordinal);
        var isByRule = rules.Contains("Deny", StringComparison.Ordinal);
        Assert.Equal(isDead && isByRule ? ["NetworkPolicy shop/application.web 0"] : [], Dead(Tiers + Rules.Yaml.Documents(passing, web)));
    }

    [Fact]
    public void Another_policy_of_the_earlier_tier_may_pass_something_on()
    {
        var first = Rules.Yaml.GlobalNetworkPolicy("tier: security\norder: 2\ntypes: [Ingress]\ningress: [{action: Deny, source: {nets: [10.0.0.0/8]}}]", "security.first");
        var web = Web("{action: Allow, protocol: TCP, source: {nets: [10.1.2.0/24]}, destination: {ports: [80]}}");
        Assert.Single(Dead(Tiers + Rules.Yaml.Documents(first, web)));
        foreach (var (order, selector, protocol, isDead) in ((int, string, string, bool)[])[(1, "has(team)", "TCP", false), (3, "has(team)", "TCP", true), (1, "app == 'db'", "TCP", true), (1, "has(team)", "UDP", true)])
        {
            var second = Rules.Yaml.GlobalNetworkPolicy($"tier: security\norder: {order}\nselector: {selector}\ntypes: [Ingress]\ningress: [{{action: Pass, protocol: {protocol}}}]", "security.second");
            Assert.Equal(isDead ? 1 : 0, Dead(Tiers + Rules.Yaml.Documents(first, second, web)).Length);
        }
    }

    [Fact]
    public void Policies_of_Kubernetes_count_and_policies_for_other_traffic_of_hosts_do_not()
    {
        var web = Rules.Yaml.NetworkPolicy("selector: app == 'web'\ningress: [{action: Deny, protocol: TCP, source: {selector: app == 'a'}, destination: {ports: [80]}}]", "late");
        Assert.Single(Dead(Rules.Yaml.Documents(Rules.Yaml.KubernetesPolicy("podSelector: {}\ningress: [{ports: [{port: 80}]}]"), web)));
        Assert.Empty(Dead(Rules.Yaml.Documents(Rules.Yaml.KubernetesPolicy("podSelector: {matchLabels: {app: db}}\ningress: [{ports: [{port: 80}]}]"), web)));
        Assert.Empty(Dead(Rules.Yaml.Documents(Rules.Yaml.GlobalNetworkPolicy("preDNAT: true\napplyOnForward: true\norder: 1\ningress: [{action: Deny}]", "before"), web)));

        // Traffic on its way through a host meets those for it only.
        var forwarded = Rules.Yaml.GlobalNetworkPolicy("applyOnForward: true\norder: 5\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP}]", "forwarded");
        Assert.Empty(Dead(Rules.Yaml.Documents(Rules.Yaml.GlobalNetworkPolicy("order: 1\ntypes: [Ingress]\ningress: [{action: Allow}]", "plain"), forwarded)));
        Assert.Single(Dead(Rules.Yaml.Documents(Rules.Yaml.GlobalNetworkPolicy("applyOnForward: true\norder: 1\ntypes: [Ingress]\ningress: [{action: Allow}]", "plain"), forwarded)));
    }

    [Fact]
    public void A_tier_that_nobody_knows_may_be_anywhere()
    {
        var first = Rules.Yaml.GlobalNetworkPolicy("tier: elsewhere\ntypes: [Ingress]\ningress: [{action: Deny}]", "elsewhere.first");
        Assert.Empty(Dead(Tiers + Rules.Yaml.Documents(first, Web("{action: Allow, protocol: TCP}"))));
    }

    [Theory]
    [InlineData("selector: projectcalico.org/namespace == 'other'", true)]
    [InlineData("selector: projectcalico.org/orchestrator == 'nomad'", true)]
    [InlineData("selector: app == 'a' && app in {'b', 'c'}", true)]
    [InlineData("selector: has(app) && app not in {'a'}", false)]
    public void A_policy_that_can_select_nothing_is_known(string selector, bool isNothing)
    {
        var policies = Input.Read(Rules.Yaml.NetworkPolicy(selector + "\ningress: [{action: Allow, protocol: TCP}]"));
        Assert.Equal(isNothing, Of(policies).SelectsNothing((TieredPolicy)policies[0]));
    }

    [Fact]
    public void What_no_packet_can_match_has_no_witness()
    {
        var policies = Input.Read(Policy("source: {selector: projectcalico.org/namespace == 'other'}"));
        var dead = Assert.Single(Of(policies).DeadRules((TieredPolicy)policies[0], PolicyType.Ingress));
        Assert.True(dead.NeverMatches);
    }

    [Fact]
    public void A_rule_with_a_field_that_nobody_knows_covers_nothing_and_is_not_judged()
    {
        var policies = Input.Read(Policy("source: {nets: [10.0.0.0/8]}; source: {nets: [10.0.0.0/8]}"));
        var policy = (TieredPolicy)policies[0];
        var unknown = Input.Read(Policy("shape: round"))[0];
        PolicyRule Strange(PolicyRule rule) => rule with { UnknownFields = ((TieredPolicy)unknown).Ingress[0].UnknownFields };
        Assert.Single(Of([policy]).DeadRules(policy, PolicyType.Ingress));
        foreach (var changed in (TieredPolicy[])[policy with { Ingress = [Strange(policy.Ingress[0]), policy.Ingress[1]] }, policy with { Ingress = [policy.Ingress[0], Strange(policy.Ingress[1])] }])
            Assert.Empty(Of([changed]).DeadRules(changed, PolicyType.Ingress));
    }

    [Fact]
    public void A_finding_names_the_witnesses_and_what_it_rests_on()
    {
        var other = Rules.Yaml.GlobalNetworkPolicy("tier: application\norder: 1\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, source: {nets: [10.0.0.0/9]}}]", "application.first");
        var web = Rules.Yaml.NetworkPolicy("tier: application\norder: 2\nselector: app == 'web'\ningress:\n  - {action: Deny, protocol: TCP, source: {nets: [10.128.0.0/9]}}\n  - {action: Allow, protocol: TCP, source: {nets: [10.0.0.0/8]}, destination: {ports: [80]}}");
        var finding = Assert.Single(Input.Judge(Tiers + Rules.Yaml.Documents(other, web), new() { IncludeRule = ["CP1017"] }));
        Assert.Equal(
            "The ingress rule 2 (spec.ingress[1]) (Allow) is never reached in any cluster with these policies: ingress rule 1 (spec.ingress[0]) (Allow) of GlobalNetworkPolicy application.first (line 24) "
                + "and ingress rule 1 (spec.ingress[0]) (Deny) already decide all that it matches between them.",
            finding.Message);
    }

    [Fact]
    public void On_a_snapshot_only_what_is_there_counts()
    {
        // On this cluster all that is app == 'a' is of team x as well.
        var policies = Rules.Yaml.NetworkPolicy("selector: app == 'web'\ningress:\n  - {action: Allow, source: {selector: team == 'x'}}\n  - {action: Deny, source: {selector: app == 'a'}}\n  - {action: Allow, source: {selector: app == 'gone'}}");
        var pods = Rules.Yaml.Documents(Pod("web", "10.0.0.1", "app: web"), Pod("a", "10.0.0.2", "app: a, team: x"), Rules.Yaml.Namespace("shop"));
        var snapshot = Optimizing.Cluster(Rules.Yaml.Documents(pods, policies));
        var policy = snapshot.Policies.OfType<NetworkPolicy>().Single();
        Assert.Empty(Of([policy]).DeadRules(policy, PolicyType.Ingress));
        var dead = Assert.Single(SnapshotRedundancy.Of(snapshot, TestContext.Current.CancellationToken).DeadRules(policy, PolicyType.Ingress));
        Assert.Equal((1, RedundancyBasis.Snapshot, "ingress rule 1 (spec.ingress[0])"), (dead.Place.Index, dead.Basis, Assert.Single(dead.Witnesses).Rule));

        // Nobody knows whether there are more pods.
        var open = PolicySnapshot.Of(snapshot.Resources, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(SnapshotRedundancy.Of(open, TestContext.Current.CancellationToken).DeadRules(policy, PolicyType.Ingress));
        var more = snapshot.With(Input.Read(Pod("b", "10.0.0.3", "app: a")), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(SnapshotRedundancy.Of(more, TestContext.Current.CancellationToken).DeadRules(policy, PolicyType.Ingress));
    }

    [Fact]
    public void Gaps_hide_what_a_rule_may_be_for()
    {
        var policies = Rules.Yaml.NetworkPolicy("selector: app == 'web'\ningress:\n  - {action: Allow, source: {selector: team == 'x'}}\n  - {action: Deny, source: {selector: app == 'a'}}");
        List<Resource> resources = Input.Read(Rules.Yaml.Documents(Pod("web", "10.0.0.1", "app: web"), Pod("a", "10.0.0.2", "app: a, team: x"), Rules.Yaml.Namespace("shop"), policies));
        var policy = resources.OfType<NetworkPolicy>().Single();
        foreach (var (kind, isHidden) in ((string, bool)[])[("Pod", true), ("NetworkSet", true), ("Service", false)])
        {
            var snapshot = PolicySnapshot.Of(resources, new() { IsComplete = true, Gaps = [new(kind, "shop", null, "made up")] }, TestContext.Current.CancellationToken);
            Assert.Equal(isHidden ? 0 : 1, SnapshotRedundancy.Of(snapshot, TestContext.Current.CancellationToken).DeadRules(policy, PolicyType.Ingress).Count());
        }
    }

    [Fact]
    public void Very_many_rules_with_long_lists_are_judged_in_bounded_time()
    {
        var random = new Random(3);
        PolicyRule[] rules =
        [
            .. Enumerable.Range(0, 1024).Select(_ => new PolicyRule
            {
                Action = random.Next(2) == 0 ? PolicyAction.Allow : PolicyAction.Deny,
                Protocol = random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp,
                Source = new() { Nets = [.. Enumerable.Range(0, 20).Select(_ => $"10.{random.Next(256)}.{random.Next(4) * 64}.0/{random.Next(17, 25)}").Distinct()], Selector = $"a{random.Next(3)} == 'x' || !has(b{random.Next(3)})" },
                Destination = new() { Ports = [.. Enumerable.Range(0, 50).Select(_ => random.Next(1, 60000)).Select(port => new PolicyPort(port, port + random.Next(200)))], NotSelector = $"c{random.Next(5)} == 'y'" },
            }),
        ];
        var policy = new GlobalNetworkPolicy { Metadata = new() { Name = "large" }, Ingress = rules };
        var started = TimeProvider.System.GetTimestamp();
        var dead = Of([policy]).DeadRules(policy, PolicyType.Ingress).Count();
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"{dead} of 1024 rules in {elapsed.TotalMilliseconds:F0} ms");
        Assert.True(elapsed < TimeSpan.FromSeconds(60), $"{elapsed}");
    }

    [Fact]
    public void The_work_can_be_ended()
    {
        using var ended = new CancellationTokenSource();
        var policies = Input.Read(Policy("source: {nets: [10.0.0.0/8]}; source: {nets: [10.0.0.0/8]}"));
        var redundancy = new PolicyRedundancy(new(policies, RuleOptions.Default, ended.Token), setsHaveDomains: true);
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(() => redundancy.DeadRules((TieredPolicy)policies[0], PolicyType.Ingress).Count());
        Assert.Throws<OperationCanceledException>(() => SnapshotRedundancy.Of(PolicySnapshot.Of(policies, cancellationToken: TestContext.Current.CancellationToken), ended.Token));
    }

    private static PolicyRedundancy Of(IReadOnlyList<Resource> policies) => new(new(policies, RuleOptions.Default, TestContext.Current.CancellationToken), setsHaveDomains: true);

    private static string[] Dead(string yaml)
    {
        var policies = Input.Read(yaml);
        var redundancy = Of(policies);
        return [.. policies.OfType<TieredPolicy>().SelectMany(policy => redundancy.DeadRules(policy, PolicyType.Ingress).Select(rule => FormattableString.Invariant($"{policy} {rule.Place.Index}")))
            .Select(place => place.Replace("Staged", "", StringComparison.Ordinal))];
    }

    private static string Policy(string rules) => Rules.Yaml.NetworkPolicy("tier: application\nselector: app == 'web'\ningress:\n" + string.Join('\n', rules.Split("; ").Select(rule =>
        rule.StartsWith("ACTION ", StringComparison.Ordinal) ? $"  - {{action: {rule[7..]}}}" : $"  - {{action: Allow, {rule}}}")));

    private static string Last(string rules) => FormattableString.Invariant($"NetworkPolicy shop/application.web {rules.Split("; ").Length - 1}");

    private static string Web(string rule) => Rules.Yaml.NetworkPolicy($"tier: application\nselector: app == 'web'\ningress: [{rule}]");

    private static string Pod(string name, string address, string labels) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: shop, labels: {{{labels}}}}}\nspec: {{nodeName: n1}}\nstatus: {{phase: Running, podIPs: [{{ip: {address}}}]}}\n";
}
