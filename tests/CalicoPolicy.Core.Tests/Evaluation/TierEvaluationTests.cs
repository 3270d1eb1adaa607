using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Evaluation.Evaluating;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>In which order tiers and policies are evaluated, and how tiers end (calico-dataplane.md 3.1 to 3.3).</summary>
public class TierEvaluationTests
{
    private const string Flow = "web -> db TCP 5432";

    [Theory]
    [InlineData("a", 20, "b", 10, "b")]
    [InlineData("b", 10, "a", 10, "a")]
    public void The_tier_of_lower_order_comes_first_and_of_two_the_one_of_lower_name(string one, double oneOrder, string other, double otherOrder, string first) =>
        Assert.Equal(
            $"Allow by GlobalNetworkPolicy {first}.p spec.ingress[0] in tier {first}",
            IngressBy(Flow, Tier(one, order: oneOrder), Tier(other, order: otherOrder), Policy($"{one}.p", "Allow", one), Policy($"{other}.p", "Allow", other)));

    [Theory]
    [InlineData("app", "app")]
    [InlineData("zoo", "default")]
    public void A_tier_without_order_stands_beside_the_default_tier_by_name(string tier, string first) => Assert.EndsWith(
        $"in tier {first}",
        IngressBy(Flow, $"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {{name: {tier}}}\n", Policy("p", "Allow", tier), Policy("q", "Allow", "default")),
        StringComparison.Ordinal);

    [Fact]
    public void A_policy_without_order_comes_last() => Assert.StartsWith(
        "Deny by GlobalNetworkPolicy z ", IngressBy(Flow, Policy("a", "Allow"), Policy("z", "Deny", order: "order: 1000000000")), StringComparison.Ordinal);

    [Fact]
    public void Policies_tie_by_name_namespace_and_kind_as_one_text() => Assert.StartsWith(
        "Allow by GlobalNetworkPolicy a-b ", IngressBy(Flow, Policy("a", "Deny"), Policy("a-b", "Allow")), StringComparison.Ordinal);

    [Fact]
    public void A_policy_of_kubernetes_has_order_1000_in_the_default_tier()
    {
        var kubernetes = KubernetesPolicy("podSelector: {}\ningress: [{}]", "k", "data");
        Assert.StartsWith("Deny by", IngressBy(Flow, kubernetes, Policy("z", "Deny", order: "order: 999")), StringComparison.Ordinal);
        Assert.StartsWith("Allow by NetworkPolicy data/k spec.ingress[0]", IngressBy(Flow, kubernetes, Policy("a", "Deny", order: "order: 1001")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deny", Verdict.Deny)]
    [InlineData("Pass", Verdict.Allow)]
    public void Where_no_rule_matches_the_end_of_the_tier_decides(string defaultAction, Verdict expected)
    {
        var trace = Trace(Flow, Tier("app", defaultAction), GlobalNetworkPolicy("tier: app\ntypes: [Ingress]", "app.a"), GlobalNetworkPolicy("tier: app\ntypes: [Ingress]", "app.b"));
        Assert.Equal(expected, trace.Verdict);
        Assert.Equal($"{defaultAction} at the end of tier app because of GlobalNetworkPolicy app.b", trace.Ingress!.Steps[0].ToString());
    }

    [Fact]
    public void A_tier_ends_only_where_a_policy_of_it_selects_the_endpoint_in_this_direction()
    {
        Assert.Equal(Verdict.Allow, Decide(Flow, GlobalNetworkPolicy("selector: app == 'db'\ntypes: [Egress]")));
        Assert.Equal(Verdict.Allow, Decide(Flow, GlobalNetworkPolicy("selector: app == 'web'\ntypes: [Ingress]")));
        Assert.Equal(Verdict.Deny, Decide(Flow, GlobalNetworkPolicy("selector: app == 'web'\ntypes: [Egress]")));
    }

    [Fact]
    public void Pass_skips_the_rest_of_its_tier_and_its_end() => Assert.Equal(
        "Allow by GlobalNetworkPolicy q spec.ingress[0] in tier default",
        IngressBy(Flow, Tier("app"), Policy("a", "Pass", "app"), Policy("b", "Deny", "app"), Policy("q", "Allow")));

    [Fact]
    public void Rules_go_by_the_order_of_the_list() => Assert.Equal(
        "Deny by GlobalNetworkPolicy p spec.ingress[1] in tier default",
        IngressBy(Flow, GlobalNetworkPolicy("selector: app == 'db'\ningress: [{action: Allow, protocol: UDP}, {action: Deny, protocol: TCP}, {action: Allow}]", "p")));

    [Fact]
    public void A_step_tells_the_rules_line_also_without_a_file() => Assert.Equal(
        "Deny by GlobalNetworkPolicy p spec.ingress[0] in tier default (line 28)", Trace(Flow, Policy("p", "Deny")).Ingress!.Decider!.ToString());

    [Fact]
    public void After_all_tiers_the_profile_of_the_namespace_allows() => Assert.Equal("Allow by profile kns.data", IngressBy(Flow, Policy("p", "Pass")));

    [Fact]
    public void A_tier_that_does_not_exist_comes_last_and_ends_in_deny()
    {
        var ghost = GlobalNetworkPolicy("tier: ghost\norder: 1\nselector: app == 'db'\ntypes: [Ingress]", "g");
        Assert.Equal("Deny at the end of tier ghost because of GlobalNetworkPolicy g", IngressBy(Flow, ghost, Policy("p", "Pass")));
        Assert.Equal("Allow by GlobalNetworkPolicy p spec.ingress[0] in tier default", IngressBy(Flow, ghost, Policy("p", "Allow")));
    }

    private static string Policy(string name, string action, string tier = "default", string order = "") =>
        GlobalNetworkPolicy($"tier: {tier}\nselector: app == 'db'\n{(order.Length == 0 ? "" : order + "\n")}ingress: [{{action: {action}}}]", name);
}
