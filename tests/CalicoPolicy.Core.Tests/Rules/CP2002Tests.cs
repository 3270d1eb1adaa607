using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP2002Tests
{
    [Theory]
    [InlineData("OpenSource/3.31", FindingSeverity.Error)]
    [InlineData("Enterprise/3.18", FindingSeverity.Error)]
    [InlineData("OpenSource/3.32", FindingSeverity.Low)]
    [InlineData("Enterprise/3.24", FindingSeverity.Low)]
    public void Versions_differ(string target, FindingSeverity severity)
    {
        var finding = Assert.Single(Judge(Yaml.NetworkPolicy("tier: security\ntypes: [Ingress]", "web"), target));
        Assert.Equal(("$.metadata.name", severity), (finding.JsonPath, finding.Severity));
        Assert.Equal("Name it security.web.", finding.Recommendation);
    }

    [Theory]
    [InlineData("platform.web", "tier: security")]
    [InlineData("platform.web", "order: 1")]
    [InlineData("default.web", "tier: security")]
    public void A_name_that_names_another_tier_is_found(string name, string spec)
    {
        var finding = Assert.Single(Judge(Yaml.Documents(Yaml.Tier("platform"), Yaml.GlobalNetworkPolicy(spec + "\ntypes: [Ingress]", name)), "OpenSource/3.32"));
        Assert.StartsWith($"The name begins with tier {name.Split('.')[0]}", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith($"or write spec.tier: {name.Split('.')[0]} if that tier is meant.", finding.Recommendation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("security.web", "tier: security")]
    [InlineData("web", "order: 1")]
    [InlineData("default.web", "order: 1")]
    [InlineData("shop.web", "tier: default")]
    [InlineData("knp.default.web", "order: 1000")]
    public void Others_are_fine_in_every_version(string name, string spec) => Assert.All(
        (string[])["OpenSource/3.30", "OpenSource/3.32", "Enterprise/3.18"],
        target => Assert.Empty(Judge(Yaml.NetworkPolicy(spec + "\ntypes: [Ingress]", name), target)));

    private static List<PolicyFinding> Judge(string yaml, string target) =>
        Input.Judge(yaml, new() { IncludeRule = ["CP2002"], Target = CalicoTarget.Parse(target) });
}
