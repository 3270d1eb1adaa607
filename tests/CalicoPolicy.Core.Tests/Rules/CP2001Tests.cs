using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2001Tests
{
    private static readonly string Tier = Yaml.Tier("security");

    [Theory]
    [InlineData("tier: application")]
    [InlineData("tier: Security")]
    [InlineData("tier: adminnetworkpolicy")]
    public void A_tier_that_is_nowhere_is_an_error_on_the_whole_set(string spec)
    {
        var policy = Yaml.NetworkPolicy(spec + "\ntypes: [Ingress]");
        Assert.Equal(["$.spec.tier"], Input.PathsOfAll("CP2001", Tier, policy));
        Assert.Empty(Input.Paths("CP2001", Yaml.Documents(Tier, policy)));
    }

    [Theory]
    [InlineData("tier: security")]
    [InlineData("tier: default")]
    [InlineData("order: 1")]
    [InlineData("tier: kube-admin")]
    [InlineData("tier: kube-baseline")]
    [InlineData("tier: calico-system")]
    public void Tiers_of_the_input_and_built_in_ones_exist(string spec) =>
        Assert.Empty(Input.PathsOfAll("CP2001", Tier, Yaml.GlobalNetworkPolicy(spec + "\ntypes: [Ingress]")));

    [Theory]
    [InlineData("OpenSource/3.31", "kube-admin", 1)]
    [InlineData("OpenSource/3.31", "adminnetworkpolicy", 0)]
    [InlineData("Enterprise/3.18", "baselineadminnetworkpolicy", 0)]
    [InlineData("Enterprise/3.24", "baselineadminnetworkpolicy", 1)]
    public void The_names_of_built_in_tiers_go_by_version(string target, string tier, int findings) => Assert.Equal(findings, Input.Judge(
        Yaml.NetworkPolicy($"tier: {tier}\ntypes: [Ingress]"),
        new() { IncludeRule = ["CP2001"], Complete = true, Target = CalicoTarget.Parse(target) }).Count(finding => finding.Severity == FindingSeverity.Error));
}
