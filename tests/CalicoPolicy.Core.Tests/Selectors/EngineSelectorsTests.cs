using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class EngineSelectorsTests
{
    private const string InProd = "projectcalico.org/namespace == 'prod'";

    [Theory]
    [InlineData("k == 'v'", "pcns.k == \"v\"")]
    [InlineData("!(!(k=='v' && has(t) || all()) && (a in {'b', 'c'}))",
        "!(!((pcns.k == \"v\" && has(pcns.t)) || all()) && pcns.a in {\"b\", \"c\"})")]
    [InlineData("a!='x'||b notin{'y'}||c contains 'z'", "(pcns.a != \"x\" || pcns.b not in {\"y\"} || pcns.c contains \"z\")")]
    [InlineData("a starts with 'x' && b ends with 'y'", "(pcns.a starts with \"x\" && pcns.b ends with \"y\")")]
    [InlineData("global( )", "global()")]
    [InlineData("", "all()")]
    [InlineData("a = 'x'", "")]
    public void A_prefix_goes_before_every_key(string text, string expected) =>
        Assert.Equal(expected, EngineSelectors.Prefix(text, "pcns."));

    [Theory]
    [InlineData("", "", InProd)]
    [InlineData("app=='web'", "", "(app=='web') && " + InProd)]
    [InlineData("all()", "", "(all()) && " + InProd)]
    [InlineData("", "role == 'x'", "(" + InProd + ") && pcsa.role == \"x\"")]
    [InlineData("has(a)", "has(r) || has(s)", "((has(a)) && " + InProd + ") && (has(pcsa.r) || has(pcsa.s))")]
    [InlineData("", "all()", "(" + InProd + ") && all()")]
    [InlineData("has(a)", "r = 'x'", "(has(a)) && " + InProd)]
    [InlineData("a = b", "", "(a = b) && " + InProd)]
    public void A_policy_is_kept_to_its_namespace(string selector, string accounts, string expected) =>
        Assert.Equal(expected, EngineSelectors.ForNetworkPolicy("prod", selector, accounts));

    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("has(a)", "", "", "has(a)")]
    [InlineData("all()", "", "", "all()")]
    [InlineData("", "env == 'p'", "", "pcns.env == \"p\"")]
    [InlineData("has(a)", "env == 'p'", "", "(has(a)) && pcns.env == \"p\"")]
    [InlineData("", "all()", "", "has(projectcalico.org/namespace)")]
    [InlineData("", "!all()", "", "!has(projectcalico.org/namespace)")]
    [InlineData("all()", "all()", "", "(has(projectcalico.org/namespace)) && has(projectcalico.org/namespace)")]
    [InlineData("has(a) || all()", "has(e)", "", "(has(a) || has(projectcalico.org/namespace)) && has(pcns.e)")]
    [InlineData("all( )", "has(e)", "", "(all( )) && has(pcns.e)")]
    [InlineData("a == 'all()'", "has(e)", "", "(a == 'has(projectcalico.org/namespace)') && has(pcns.e)")]
    [InlineData("", "global()", "", "global()")]
    [InlineData("all()", "e = 'x'", "", "has(projectcalico.org/namespace)")]
    [InlineData("", "", "role == 'x'", "pcsa.role == \"x\"")]
    [InlineData("", "", "all()", "has(projectcalico.org/serviceaccount)")]
    [InlineData("all()", "", "has(r)", "(has(projectcalico.org/serviceaccount)) && has(pcsa.r)")]
    [InlineData("all()", "has(e)", "all()",
        "((has(projectcalico.org/namespace)) && has(pcns.e)) && has(projectcalico.org/serviceaccount)")]
    public void A_global_policy_is_kept_to_what_it_names(string selector, string namespaces, string accounts, string expected) =>
        Assert.Equal(expected, EngineSelectors.ForGlobalNetworkPolicy(selector, namespaces, accounts));

    [Theory]
    [InlineData("prod", "", "", "", "")]
    [InlineData("", "", "", "", "")]
    [InlineData("prod", "has(a)", "", "", "(" + InProd + ") && (has(a))")]
    [InlineData("", "has(a)", "", "", "has(a)")]
    [InlineData("prod", "", "env == 'p'", "", "pcns.env == \"p\"")]
    [InlineData("", "", "env == 'p'", "", "pcns.env == \"p\"")]
    [InlineData("prod", "has(a)", "env == 'p'", "", "(pcns.env == \"p\") && (has(a))")]
    [InlineData("", "has(a)", "env == 'p'", "", "(pcns.env == \"p\") && (has(a))")]
    [InlineData("prod", "", "global()", "", "!has(projectcalico.org/namespace)")]
    [InlineData("prod", "has(a)", "global()", "", "(!has(projectcalico.org/namespace)) && (has(a))")]
    [InlineData("prod", "", "!all()", "", "!has(projectcalico.org/namespace)")]
    [InlineData("prod", "", "!global()", "", "!!has(projectcalico.org/namespace)")]
    [InlineData("prod", "all()", "all()", "", "(has(projectcalico.org/namespace)) && (all())")]
    [InlineData("prod", "has(a)", "e = 'x'", "", "has(a)")]
    [InlineData("prod", "", "", "has(n)", InProd)]
    [InlineData("", "", "", "has(n)", "")]
    public void A_rule_is_matched_with_labels_and_namespace(
        string ns, string selector, string namespaces, string notSelector, string positive)
    {
        var criteria = new EntityCriteria { Selector = selector, NamespaceSelector = namespaces, NotSelector = notSelector };

        Assert.Equal(new EntitySelectors(positive, notSelector), EngineSelectors.ForRuleEntityBeforeCombining(ns, criteria));
    }

    [Theory]
    [InlineData("prod", "", "n2 n1", "", "(" + InProd + ") && (projectcalico.org/serviceaccount in {\"n1\", \"n2\"})")]
    [InlineData("", "", "n1", "", "projectcalico.org/serviceaccount in {\"n1\"}")]
    [InlineData("", "", "", "role=='x'", "pcsa.role == \"x\"")]
    [InlineData("", "", "n1", "role=='x'", "(pcsa.role == \"x\") && (projectcalico.org/serviceaccount in {\"n1\"})")]
    [InlineData("", "has(a)", "n1", "", "(projectcalico.org/serviceaccount in {\"n1\"}) && (has(a))")]
    [InlineData("prod", "has(a)", "", "has(r)", "(" + InProd + ") && ((has(pcsa.r)) && (has(a)))")]
    [InlineData("", "", "", "all()", "all()")]
    [InlineData("", "has(a)", "", "r = 'x'", "has(a)")]
    [InlineData("", "has(a)", "n1", "r = 'x'", "(projectcalico.org/serviceaccount in {\"n1\"}) && (has(a))")]
    [InlineData("", "has(a)", "it's", "has(r)", "has(a)")]
    [InlineData("prod", "", "it's", "", "")]
    public void A_rule_is_matched_with_service_accounts(string ns, string selector, string names, string accounts, string positive)
    {
        var criteria = new EntityCriteria
        {
            Selector = selector,
            ServiceAccountNames = names.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ServiceAccountSelector = accounts,
        };

        Assert.Equal(new EntitySelectors(positive, ""), EngineSelectors.ForRuleEntityBeforeCombining(ns, criteria));
    }

    [Theory]
    [InlineData("prod", "has(a)", "has(n)", "((" + InProd + ") && (has(a))) && (!(has(n)))", "")]
    [InlineData("prod", "", "has(n)", "(" + InProd + ") && (!(has(n)))", "")]
    [InlineData("", "has(a)", "has(n)", "(has(a)) && (!(has(n)))", "")]
    [InlineData("", "", "has(n)", "", "has(n)")]
    [InlineData("", "has(a)", "", "has(a)", "")]
    [InlineData("prod", "", "", "", "")]
    public void The_engine_folds_a_negated_selector_into_a_positive_one(
        string ns, string selector, string notSelector, string positive, string negated)
    {
        var criteria = new EntityCriteria { Selector = selector, NotSelector = notSelector };

        Assert.Equal(new EntitySelectors(positive, negated), EngineSelectors.ForRuleEntity(ns, criteria));
    }

    [Fact]
    public void A_prefix_can_make_a_key_too_long_to_be_read_again()
    {
        var prefixed = EngineSelectors.Prefix($"has({new string('k', 510)})", "pcns.");

        Assert.Equal($"has(pcns.{new string('k', 510)})", prefixed);
        Assert.False(Selector.TryParse(prefixed, out _, out _));
    }

    [Fact]
    public void A_negative_namespace_selector_of_a_global_policy_also_selects_host_endpoints()
    {
        var hostEndpoint = new Dictionary<string, string> { ["role"] = "node" };

        Assert.True(Selector.Parse(EngineSelectors.ForGlobalNetworkPolicy("", "env != 'p'", "")).Matches(hostEndpoint));
        Assert.False(Selector.Parse(EngineSelectors.ForGlobalNetworkPolicy("", "all()", "")).Matches(hostEndpoint));
        Assert.True(Selector.Parse(EngineSelectors.ForGlobalNetworkPolicy("all()", "", "")).Matches(hostEndpoint));
    }
}
