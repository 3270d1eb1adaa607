using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP1009Tests
{
    private const string In = "order: 10\nselector: app == 'a'\ningress: [{action: Allow, source: {selector: app == 'x'}}]";
    private const string Out = "order: 20\nselector: app == \"a\"\negress: [{action: Allow, destination: {selector: app == 'y'}}]";

    [Theory]
    [InlineData(In, Out)]
    [InlineData("selector: app == 'a'\ningress: [{action: Allow, source: {selector: app == 'x'}}]", "selector: app == 'a'\ningress: [{action: Allow, source: {selector: app == 'y'}}]")]
    [InlineData("tier: t\nserviceAccountSelector: role == 'x'\negress: [{action: Deny}]", "tier: t\nserviceAccountSelector: role=='x'\ningress: [{action: Allow}]")]
    public void Two_policies_in_a_row_for_the_same_endpoints_are_found_on_the_first(string first, string second)
    {
        foreach (var kind in (string[])["NetworkPolicy", "StagedNetworkPolicy"])
        {
            var finding = Assert.Single(Judge(Yaml.NetworkPolicy(second, "q", kind: kind), Yaml.NetworkPolicy(first, "p", kind: kind)));
            Assert.Equal(("p", "$.spec.selector"), (finding.Name, finding.JsonPath));
            Assert.Contains("q follows p in tier", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Global_policies_too() => Assert.Single(Judge(
        Yaml.GlobalNetworkPolicy("namespaceSelector: env == 'x'\n" + In, "p"), Yaml.GlobalNetworkPolicy("namespaceSelector: env == 'x'\n" + Out, "q")));

    [Fact]
    public void A_row_of_three_is_one_finding_that_names_the_types()
    {
        var finding = Assert.Single(Judge(
            Yaml.NetworkPolicy(In, "p"), Yaml.NetworkPolicy(Out, "q"), Yaml.NetworkPolicy(Out.Replace("20", "30", StringComparison.Ordinal), "r")));
        Assert.Contains("q and r follow p in tier default and select the same endpoints: 3 policies", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Set spec.types: [Ingress, Egress].", finding.Recommendation, StringComparison.Ordinal);
        Assert.Equal("2 policies on each selected endpoint.", finding.Saving);
    }

    [Theory]
    [InlineData("order: 20\nselector: app == 'b'\negress: [{action: Allow}]")]
    [InlineData("tier: other\nselector: app == 'a'\negress: [{action: Allow}]")]
    [InlineData("order: 20\nselector: app == 'a'\nserviceAccountSelector: role == 'x'\negress: [{action: Allow}]")]
    // Allow, then Deny: kept apart on purpose.
    [InlineData("order: 20\nselector: app == 'a'\ningress: [{action: Deny, source: {selector: app == 'z'}}]")]
    [InlineData("order: 20\nselector: app == 'a'\ningress: [{action: Allow, source: {selector: app == 'z'}}, {action: Pass}]")]
    public void Policies_that_differ_are_fine(string second) =>
        Assert.Empty(Judge(Yaml.NetworkPolicy(In, "p"), Yaml.NetworkPolicy(second, "q")));

    [Fact]
    public void Another_namespace_is_fine() => Assert.Empty(Judge(Yaml.NetworkPolicy(In, "p", "a"), Yaml.NetworkPolicy(Out, "q", "b")));

    [Fact]
    public void Enforced_and_staged_are_not_one() => Assert.Empty(Judge(Yaml.NetworkPolicy(In, "p"), Yaml.NetworkPolicy(Out, "q", kind: "StagedNetworkPolicy")));

    [Fact]
    public void An_object_that_stands_in_the_input_twice_is_another_matter() =>
        Assert.Empty(Judge(Yaml.NetworkPolicy(In, "p"), Yaml.NetworkPolicy(Out, "p")));

    [Fact]
    public void What_lies_between_keeps_them_apart_where_it_may_select_the_same_endpoints()
    {
        string[] pair = [Yaml.NetworkPolicy(In, "p"), Yaml.NetworkPolicy(Out, "q")];
        Assert.Empty(Judge([.. pair, Yaml.NetworkPolicy("order: 15\nselector: has(app)\ningress: [{action: Deny}]", "m")]));
        Assert.Empty(Judge([.. pair, Yaml.GlobalNetworkPolicy("order: 15\nselector: tier == 'front'\ningress: [{action: Deny}]", "m")]));
        Assert.Single(Judge([.. pair, Yaml.NetworkPolicy("order: 15\nselector: app == 'b'\ningress: [{action: Deny}]", "m")]));
        Assert.Single(Judge([.. pair, Yaml.GlobalNetworkPolicy("order: 15\nnamespaceSelector: projectcalico.org/name == 'other'\ningress: [{action: Deny}]", "m")]));
        Assert.Single(Judge([.. pair, Yaml.NetworkPolicy("order: 25\nselector: has(app)\ningress: [{action: Deny}]", "m")]));
    }

    [Fact]
    public void Too_many_rules_for_one_policy_stay_apart()
    {
        var rules = string.Join(", ", Enumerable.Range(0, 60).Select(index => $"{{action: Allow, source: {{selector: app == 'x{index}'}}}}"));
        Assert.Empty(Judge(Yaml.NetworkPolicy($"ingress: [{rules}]", "p"), Yaml.NetworkPolicy($"ingress: [{rules}]", "q")));
    }

    private static List<PolicyFinding> Judge(params string[] documents) =>
        Input.Judge(Yaml.Documents(documents), new() { IncludeRule = ["CP1009"] });
}
