namespace CalicoPolicy.Core.Tests.Rules;

public class CP2006Tests
{
    [Theory]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]", "ingress: [{action: Deny, source: {selector: app=='x'}}]")]
    [InlineData("order: 5\negress: [{action: Deny}]", "order: 5\negress: [{action: Allow, destination: {selector: app == 'x'}}]")]
    [InlineData("order: 5\ningress: [{action: Allow, source: {selector: app == 'x'}}]", "order: 5.0\ningress: [{action: Pass}]")]
    public void A_name_decides_between_them(string first, string second)
    {
        var findings = Input.Judge(
            Yaml.Documents(Yaml.NetworkPolicy("tier: t\nselector: app == 'web'\n" + second, "t.b"), Yaml.NetworkPolicy("tier: t\nselector: app=='web'\n" + first, "t.a")),
            new() { IncludeRule = ["CP2006"] });
        Assert.Equal("t.b $.spec.order", string.Join(',', findings.Select(finding => $"{finding.Name} {finding.JsonPath}")));
        Assert.Contains("NetworkPolicy shop/t.a", findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    // Orders, endpoints, directions, the same verdict, other traffic.
    [InlineData("order: 1\ningress: [{action: Deny}]", "order: 2\ningress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("order: 1\ningress: [{action: Deny}]", "ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("selector: app == 'a'\ningress: [{action: Deny}]", "selector: app == 'b'\ningress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("egress: [{action: Deny}]", "ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]", "ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    [InlineData("ingress: [{action: Allow, source: {selector: app == 'x'}}]", "ingress: [{action: Deny, source: {selector: app == 'y'}}]")]
    [InlineData("tier: u\ningress: [{action: Deny}]", "ingress: [{action: Allow, source: {selector: app == 'x'}}]")]
    public void Otherwise_the_order_does_not_matter_or_is_clear(string first, string second) =>
        Assert.Empty(Input.Paths("CP2006", Yaml.Documents(Yaml.NetworkPolicy(first, "a"), Yaml.NetworkPolicy(second, "b"))));

    [Fact]
    public void A_staged_policy_does_not_contend_with_an_enforced_one() => Assert.Empty(Input.Paths("CP2006", Yaml.Documents(
        Yaml.NetworkPolicy("ingress: [{action: Deny}]", "a", kind: "StagedNetworkPolicy"),
        Yaml.NetworkPolicy("ingress: [{action: Allow, source: {selector: app == 'x'}}]", "b"))));
}
