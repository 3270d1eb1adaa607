using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2008Tests
{
    private const string Allow = "types: [Egress]\negress: [{action: Allow, destination: {selector: app == 'x'}}]";

    [Theory]
    // The page's global policy selects all().
    [InlineData("selector: all()\n" + Allow, "kube-system and calico-system, and host endpoints")]
    [InlineData("namespaceSelector: has(projectcalico.org/name)\n" + Allow, "kube-system and calico-system, and egress")]
    [InlineData("namespaceSelector: projectcalico.org/name not in {'kube-system'}\n" + Allow, "all pods of calico-system, and host endpoints")]
    [InlineData("selector: projectcalico.org/orchestrator == 'k8s'\negress: [{action: Pass, destination: {selector: app == 'x'}}, {action: Deny}]", "kube-system and calico-system, and egress")]
    [InlineData("namespaceSelector: projectcalico.org/name == 'kube-system'\ningress: [{action: Deny}]", "all pods of kube-system, and ingress")]
    public void What_cuts_the_system_off_is_found(string spec, string who)
    {
        var finding = Input.Single("CP2008", Yaml.GlobalNetworkPolicy("tier: t\n" + spec));
        Assert.Equal(("$.spec", FindingSeverity.High), (finding.JsonPath, finding.Severity));
        Assert.Contains(who, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'kube-system', 'calico-system'}\n" + Allow)]
    [InlineData("selector: app == 'web'\n" + Allow)]
    [InlineData("namespaceSelector: env == 'live'\n" + Allow)]
    // Goes on to later tiers.
    [InlineData("egress: [{action: Allow, destination: {selector: app == 'x'}}, {action: Pass}]")]
    // Made for the system.
    [InlineData("namespaceSelector: projectcalico.org/name == 'kube-system'\n" + Allow)]
    // Said by others: default deny, deny list.
    [InlineData("types: [Ingress, Egress]")]
    [InlineData("ingress: [{action: Deny, source: {selector: deny-list == 'true'}}]")]
    [InlineData("doNotTrack: true\napplyOnForward: true\n" + Allow)]
    public void Others_are_not(string spec) => Assert.Empty(Input.Paths("CP2008", Yaml.GlobalNetworkPolicy("tier: t\n" + spec)));

    [Fact]
    public void A_companion_or_the_tier_may_let_the_rest_through()
    {
        var policy = Yaml.GlobalNetworkPolicy("tier: t\norder: 1\n" + Allow);
        Assert.Empty(Input.Paths("CP2008", Yaml.Documents(Yaml.Tier("t", "Pass"), policy)));
        Assert.Empty(Input.Paths("CP2008", Yaml.Documents(policy, Yaml.GlobalNetworkPolicy("tier: t\norder: 9\negress: [{action: Pass}]", "t.rest"))));
    }

    [Fact]
    public void A_staged_policy_cuts_nobody() => Assert.Empty(Input.Paths("CP2008", Yaml.GlobalNetworkPolicy("tier: t\n" + Allow, kind: "StagedGlobalNetworkPolicy")));
}
