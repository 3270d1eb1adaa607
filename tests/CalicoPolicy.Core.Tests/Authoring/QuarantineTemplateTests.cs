using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring;

public class QuarantineTemplateTests
{
    private static readonly string[] Peers = ["shop/web", "shop/free", "kube-system/dns", "203.0.113.9"];

    [Fact]
    public void The_tier_comes_first_and_the_policy_denies_both_directions()
    {
        var resources = new QuarantineTemplate().ToResources();
        var tier = Assert.IsType<Tier>(resources[0]);
        var policy = Assert.IsType<GlobalNetworkPolicy>(resources[1]);
        Assert.Equal(("quarantine", 10d), (tier.Name, tier.Order));
        Assert.Equal(("quarantine.quarantine", "quarantine", "quarantine == 'true'"), (policy.Name, policy.Tier, policy.Selector));
        Assert.Equal([PolicyType.Ingress, PolicyType.Egress], policy.DeclaredTypes);
        Assert.Equal([PolicyAction.Deny], policy.Ingress.Select(rule => rule.Action));
        Assert.Equal([PolicyAction.Deny], policy.Egress.Select(rule => rule.Action));
    }

    [Fact]
    public void Nothing_reaches_what_carries_the_label_or_comes_from_it_and_nothing_else_changes()
    {
        var changes = TemplateTrial.Changes(TemplateTrial.Snapshot(), new QuarantineTemplate { Label = new("feed", "bad") }.ToResources());
        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.True(change.Contains("shop/free", StringComparison.Ordinal) && change.EndsWith("-> Deny", StringComparison.Ordinal), change));
        Assert.All(Peers.Where(peer => peer != "shop/free"), peer => Assert.Contains(changes, change => change.StartsWith($"shop/free -> {peer} ", StringComparison.Ordinal) || change.StartsWith($"{peer} -> shop/free ", StringComparison.Ordinal)));

        // A node reaches its own pods, whatever policy says (decision 7).
        Assert.DoesNotContain(changes, change => change.StartsWith("hep/n1-all -> shop/free", StringComparison.Ordinal));
    }

    [Fact]
    public void Whom_it_is_allowed_from_gets_in_and_no_further()
    {
        var template = new QuarantineTemplate { Label = new("feed", "bad"), AllowFrom = [new() { Nets = ["198.51.100.7/32"] }, new() { Selector = "k8s-app == 'kube-dns'" }] };
        var changes = TemplateTrial.Changes(TemplateTrial.Snapshot(), template.ToResources());
        Assert.DoesNotContain(changes, change => change.StartsWith("198.51.100.7 -> shop/free", StringComparison.Ordinal) || change.StartsWith("kube-system/dns -> shop/free", StringComparison.Ordinal));
        Assert.Contains("203.0.113.9 -> shop/free TCP 22: Allow -> Deny", changes);
        Assert.Contains("shop/free -> 198.51.100.7 TCP 22: Allow -> Deny", changes);
    }

    [Fact]
    public void Blocks_share_a_rule_for_each_family_and_Log_comes_before_Deny()
    {
        var policy = (GlobalNetworkPolicy)new QuarantineTemplate
        {
            Log = true,
            AllowFrom = [new() { Nets = ["10.0.0.5/32"] }, new() { Selector = "app == 'x'" }, new() { Nets = ["fd00::1/128"] }, new() { Nets = ["10.1.0.0/16"] }, new() { Nets = ["10.2.0.0/16"], Selector = "app == 'y'" }],
        }.ToResources()[1];
        Assert.Equal(
            ["Allow from nets 10.0.0.5/32,10.1.0.0/16", "Allow from nets fd00::1/128", "Allow from app == 'x'", "Allow from app == 'y'; nets 10.2.0.0/16", "Log from any", "Deny from any"],
            policy.Ingress.Select(rule => $"{rule.Action} from {rule.Source}"));
        Assert.Equal([PolicyAction.Log, PolicyAction.Deny], policy.Egress.Select(rule => rule.Action));
    }

    [Theory]
    [InlineData("OpenSource/3.30")]
    [InlineData("OpenSource/3.32")]
    [InlineData("Enterprise/3.24")]
    public void The_checks_find_nothing(string target) => Assert.Empty(
        Input.Judge(new QuarantineTemplate { Log = true, AllowFrom = [new() { Nets = ["10.0.0.5/32"] }] }.ToResources(), new() { Target = CalicoTarget.Parse(target) }).Select(finding => $"{finding.RuleId} {finding.Message}"));

    [Fact]
    public void Names_labels_and_orders_are_taken()
    {
        var resources = new QuarantineTemplate { Tier = "jail", Order = 7.5, Label = new("sec.example.com/state", "cut off's") }.ToResources();
        Assert.Equal(("jail", 7.5), (resources[0].Name, ((Tier)resources[0]).Order));
        Assert.Equal(("jail.quarantine", "sec.example.com/state == \"cut off's\""), (resources[1].Name, ((GlobalNetworkPolicy)resources[1]).Selector));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-admin")]
    [InlineData("calico-system")]
    public void A_built_in_tier_is_refused(string tier) => Assert.Throws<ArgumentException>(() => new QuarantineTemplate { Tier = tier }.ToResources());

    [Fact]
    public void Ports_of_peers_and_labels_that_no_selector_can_have_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new QuarantineTemplate { AllowFrom = [new() { Nets = ["10.0.0.5/32"], Ports = [new(22)] }] }.ToResources());
        Assert.Throws<ArgumentException>(() => new QuarantineTemplate { Label = new("a b", "c") }.ToResources());
        Assert.Throws<ArgumentException>(() => new QuarantineTemplate { Label = new("a", "\"'") }.ToResources());
    }

    [Theory]
    [InlineData("ingress: [{action: Deny}]\negress: [{action: Deny}]", true)]
    [InlineData("ingress: [{action: Log}, {action: Allow, source: {nets: [192.0.2.7/32]}}, {action: Deny}, {action: Allow}]\negress: [{action: Log}, {action: Deny}]", true)]
    [InlineData("ingress: [{action: Deny}]\negress: [{action: Allow}, {action: Deny}]", false)]
    [InlineData("ingress: [{action: Deny}]\negress: [{action: Pass}, {action: Deny}]", false)]
    [InlineData("ingress: [{action: Pass}, {action: Deny}]\negress: [{action: Deny}]", false)]
    [InlineData("ingress: [{action: Allow, protocol: TCP}, {action: Deny}]\negress: [{action: Deny}]", false)]
    [InlineData("ingress: [{action: Allow, source: {nets: [192.0.2.7/32]}}]\negress: [{action: Deny}]", false)]
    [InlineData("ingress: [{action: Deny, protocol: TCP}]\negress: [{action: Deny}]", false)]
    [InlineData("ingress: [{action: Deny}]", false)]
    public void Only_a_policy_that_denies_all_but_those_who_are_named_isolates(string rules, bool expected)
    {
        var policy = (GlobalNetworkPolicy)Assert.Single(Input.Read(Rules.Yaml.GlobalNetworkPolicy($"selector: all()\ntypes: [Ingress, Egress]\n{rules}")));
        Assert.Equal(expected, QuarantineTemplate.Isolates(policy));
        Assert.False(QuarantineTemplate.Isolates(policy with { DeclaredTypes = [PolicyType.Ingress] }));
        Assert.False(QuarantineTemplate.Isolates(policy with { DoNotTrack = true }));
    }
}
