namespace CalicoPolicy.Core.Tests.Rules;

public class CP1017Tests
{
    [Theory]
    // The same in other words.
    [InlineData("protocol: TCP, destination: {nets: [192.0.2.1/32, 192.0.2.5/32], ports: [80]}", "protocol: 6, destination: {ports: ['80'], nets: [192.0.2.5/32, 192.0.2.1/32]}")]
    [InlineData("source: {selector: app == 'x'}", "source: {selector: app=='x'}, metadata: {annotations: {why: again}}")]
    // Covered.
    [InlineData("source: {nets: [192.0.2.0/24]}", "source: {nets: [192.0.2.16/28, 192.0.2.200/32]}")]
    [InlineData("protocol: TCP, destination: {ports: ['8000:8099']}", "protocol: TCP, destination: {ports: [8080]}")]
    [InlineData("protocol: TCP", "protocol: TCP, source: {selector: app == 'x'}, destination: {ports: [80]}")]
    [InlineData("source: {selector: app == 'x'}", "protocol: UDP, source: {selector: app == 'x'}, destination: {ports: [53]}")]
    [InlineData("source: {notNets: [192.0.2.0/28]}", "source: {notNets: [192.0.2.0/24]}")]
    [InlineData("notProtocol: UDP", "protocol: TCP")]
    [InlineData("protocol: ICMP, icmp: {type: 8}", "protocol: ICMP, icmp: {type: 8, code: 0}")]
    public void A_rule_that_an_earlier_one_covers_is_found(string first, string second)
    {
        Assert.Equal(["$.spec.ingress[1]"], Input.Paths("CP1017", Policy(first, second)));
        Assert.Equal(["$.spec.ingress[1]"], Input.Paths("CP1017", Policy(first, second).Replace("NetworkPolicy", "StagedNetworkPolicy", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("source: {nets: [192.0.2.16/28]}", "source: {nets: [192.0.2.0/24]}")]
    [InlineData("source: {nets: [192.0.2.0/24]}", "source: {selector: app == 'x'}")]
    [InlineData("source: {selector: app == 'x'}", "source: {selector: app == 'x', namespaceSelector: env == 'live'}")]
    [InlineData("source: {selector: app == 'x', namespaceSelector: env == 'live'}", "source: {selector: app == 'x'}")]
    [InlineData("protocol: TCP, destination: {ports: [80]}", "protocol: UDP, destination: {ports: [80]}")]
    [InlineData("protocol: TCP, destination: {notPorts: [80, 81]}", "protocol: TCP, destination: {notPorts: [80]}")]
    [InlineData("source: {notNets: [192.0.2.0/24]}", "source: {notNets: [192.0.2.0/28]}")]
    [InlineData("ipVersion: 4", "protocol: TCP")]
    [InlineData("notProtocol: UDP", "protocol: UDP")]
    [InlineData("protocol: ICMP, icmp: {type: 8, code: 0}", "protocol: ICMP, icmp: {type: 8}")]
    [InlineData("protocol: TCP, http: {methods: [GET]}", "protocol: TCP")]
    public void A_rule_that_matches_more_is_fine(string first, string second) => Assert.Empty(Input.Paths("CP1017", Policy(first, second)));

    [Fact]
    public void A_rule_of_another_action_that_is_never_reached_is_found()
    {
        var finding = Input.Single("CP1017", Yaml.NetworkPolicy("""
            ingress:
              - {action: Allow, source: {nets: [192.0.2.0/24]}}
              - {action: Deny, source: {nets: [192.0.2.66/32]}}
            """));
        Assert.Contains("ingress rule 2 (spec.ingress[1]) (Deny) is never reached: ingress rule 1 (spec.ingress[0]) (Allow)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("move it before rule 1", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_decides_nothing_and_covers_nothing() => Assert.Empty(Input.Paths(
        "CP1017", Yaml.NetworkPolicy("ingress: [{action: Log}, {action: Allow, source: {selector: app == 'x'}}]")));

    [Fact]
    public void Directions_are_apart() => Assert.Empty(Input.Paths(
        "CP1017", Yaml.NetworkPolicy("ingress: [{action: Pass}]\negress: [{action: Pass}]")));

    [Theory]
    [InlineData("")]
    [InlineData("Deny")]
    public void A_closing_Deny_in_a_tier_that_denies_is_found(string defaultAction) => Assert.Equal(
        ["$.spec.ingress[1]"], Input.Paths("CP1017", Closing(defaultAction)));

    [Fact]
    public void Not_in_a_tier_that_passes() => Assert.Empty(Input.Paths("CP1017", Closing("Pass")));

    [Theory]
    // A later policy of the tier for some of the same pods.
    [InlineData("tier: t\norder: 20\nselector: has(role)\ningress: [{action: Allow, source: {selector: app == 'y'}}]", false)]
    [InlineData("tier: t\nselector: app == 'web'\ntypes: [Ingress]", false)]
    // Other pods, an earlier place, the other direction, another tier.
    [InlineData("tier: t\norder: 20\nselector: app == 'db'\ningress: [{action: Allow, source: {selector: app == 'y'}}]", true)]
    [InlineData("tier: t\norder: 5\nselector: has(role)\ningress: [{action: Allow, source: {selector: app == 'y'}}]", true)]
    [InlineData("tier: t\norder: 20\nselector: has(role)\negress: [{action: Allow, destination: {selector: app == 'y'}}]", true)]
    [InlineData("tier: u\norder: 20\nselector: has(role)\ningress: [{action: Allow, source: {selector: app == 'y'}}]", true)]
    public void A_closing_Deny_is_needed_before_a_policy_for_the_same_endpoints(string later, bool isFound)
    {
        var yaml = Yaml.Documents(Closing("Deny"), Yaml.NetworkPolicy(later, "later"));
        Assert.Equal(isFound, Input.Judge(yaml, new() { IncludeRule = ["CP1017"] }).Count == 1);
    }

    [Theory]
    [InlineData("tier: t\norder: 20\nnamespaceSelector: projectcalico.org/name == 'shop'\ningress: [{action: Allow, source: {selector: app == 'y'}}]", "GlobalNetworkPolicy", false)]
    [InlineData("tier: t\norder: 20\nnamespaceSelector: projectcalico.org/name == 'other'\ningress: [{action: Allow, source: {selector: app == 'y'}}]", "GlobalNetworkPolicy", true)]
    [InlineData("tier: t\norder: 20\ningress: [{action: Allow, source: {selector: app == 'y'}}]", "StagedGlobalNetworkPolicy", true)]
    public void Later_global_policies_count_where_they_reach(string later, string kind, bool isFound)
    {
        var yaml = Yaml.Documents(Closing("Deny"), Yaml.GlobalNetworkPolicy(later, "later", kind));
        Assert.Equal(isFound, Input.Judge(yaml, new() { IncludeRule = ["CP1017"] }).Exists(finding => finding.Name == "application.web"));
    }

    [Theory]
    // Quarantine and explicit default deny.
    [InlineData("ingress: [{action: Log}, {action: Deny}]\negress: [{action: Log}, {action: Deny}]")]
    [InlineData("ingress: [{action: Deny}]")]
    // Log what is denied.
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}, {action: Log}, {action: Deny}]")]
    // A direction that the policy does not govern.
    [InlineData("types: [Egress]\ningress: [{action: Allow, source: {selector: app == 'x'}}, {action: Deny}]")]
    public void A_Deny_that_is_what_the_policy_is_about_is_fine(string spec) => Assert.Empty(Input.Paths("CP1017", Yaml.NetworkPolicy(spec)));

    [Fact]
    public void Host_policies_without_an_end_of_the_tier_need_their_Deny() => Assert.Empty(Input.Paths("CP1017", Yaml.GlobalNetworkPolicy("""
        selector: has(host-endpoint)
        preDNAT: true
        applyOnForward: true
        ingress: [{action: Allow, source: {nets: [192.0.2.0/24]}}, {action: Deny}]
        """)));

    [Fact]
    public void A_Kubernetes_policy_may_come_later_in_the_default_tier()
    {
        const string Spec = "order: 10\ningress: [{action: Allow, source: {selector: app == 'x'}}, {action: Deny}]";
        const string Kubernetes = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: k, namespace: shop}\nspec: {podSelector: {}}\n";
        Assert.Single(Input.Paths("CP1017", Yaml.NetworkPolicy(Spec)));
        Assert.Empty(Input.Paths("CP1017", Yaml.Documents(Yaml.NetworkPolicy(Spec), Kubernetes)));
    }

    private static string Policy(params string[] rules) => Yaml.NetworkPolicy(
        "ingress:\n" + string.Join('\n', rules.Select(rule => $"  - {{action: Allow, {rule}}}")));

    private static string Closing(string defaultAction)
    {
        var policy = Yaml.NetworkPolicy(
            "tier: t\norder: 10\nselector: app == 'web'\ningress: [{action: Allow, source: {selector: app == 'x'}}, {action: Deny}]");
        return defaultAction.Length == 0 ? policy : Yaml.Documents(Yaml.Tier("t", defaultAction), policy);
    }
}
