using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Optimization;

public sealed class SimplifySelectorsTests
{
    [Fact]
    public void Every_selector_of_a_policy_and_its_rules_gets_its_short_form()
    {
        var report = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy("""
            selector: app == 'web' || app == 'shop'
            namespaceSelector: "!(env == 'test')"
            serviceAccountSelector: has(role) && role == 'front'
            ingress:
            - action: Allow
              source:
                selector: (app == 'a' && tier == 'x') || (app == 'a' && tier == 'y')
                notSelector: "!(!(has(old)))"
                namespaceSelector: team in {'a'}
                serviceAccounts: {selector: "!(role != 'back')"}
            """), "SimplifySelectors");
        var policy = report.Only<GlobalNetworkPolicy>();
        Assert.Equal(("app in {'shop', 'web'}", "env != 'test'", "role == 'front'"), (policy.Selector, policy.NamespaceSelector, policy.ServiceAccountSelector));
        var source = policy.Ingress[0].Source;
        Assert.Equal(
            ("app == 'a' && tier in {'x', 'y'}", "has(old)", "team == 'a'", "role == 'back'"),
            (source.Selector, source.NotSelector, source.NamespaceSelector, source.ServiceAccounts!.Selector));
        Assert.Equal(["GlobalNetworkPolicy security.web: Proven (SimplifySelectors)"], report.Lines());
        Assert.Empty(policy.Annotations);
    }

    /// <summary>The engine puts other words for all() in a global policy's whole selector as soon as it selects namespaces too.</summary>
    [Fact]
    public void What_the_engine_takes_for_something_else_stays()
    {
        const string Selector = "all() && app == 'web'";
        var stays = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy($"selector: {Selector}\nnamespaceSelector: env == 'test'"), "SimplifySelectors");
        Assert.Equal(Selector, stays.Only<GlobalNetworkPolicy>().Selector);
        var simpler = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy($"selector: {Selector}"), "SimplifySelectors");
        Assert.Equal("app == 'web'", simpler.Only<GlobalNetworkPolicy>().Selector);
        var rule = Optimizing.Of(Rules.Yaml.GlobalNetworkPolicy($"namespaceSelector: env == 'test'\ningress: [{{action: Allow, source: {{selector: {Selector}, namespaceSelector: all()}}}}]"), "SimplifySelectors");
        Assert.Equal("app == 'web'", rule.Only<GlobalNetworkPolicy>().Ingress[0].Source.Selector);
    }

    [Theory]
    [InlineData("app == 'web'")]
    [InlineData("all()")]
    [InlineData("app == 'a' && app == 'b'")]
    [InlineData("app != 'a' || app != 'b'")]
    [InlineData("app in {}")]
    [InlineData("!has(app)")]
    [InlineData("app == 'a' || tier == 'b'")]
    [InlineData("app==")]
    public void What_is_short_or_a_mistake_stays(string selector)
    {
        var report = Optimizing.Of(Rules.Yaml.NetworkPolicy($"selector: \"{selector}\"\ningress: [{{action: Allow, source: {{selector: \"{selector}\"}}}}]"), "SimplifySelectors");
        Assert.Equal(["NetworkPolicy shop/application.web"], report.Lines());
    }

    [Fact]
    public void The_rest_of_a_policy_stays_as_it_was()
    {
        var report = Optimizing.Of("""
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop, labels: {a: b}, annotations: {c: d}, uid: "1"}
            spec:
              selector: a in {'x'}
              ingress: [{action: Allow}]
            """, "SimplifySelectors");
        var (before, after) = (Assert.IsType<NetworkPolicy>(report.Resources[0].From[0]), report.Only<NetworkPolicy>());
        Assert.Equal(before with { Selector = "a == 'x'" }, after);
        Assert.Equal((before.Location, before.Origins), (after.Location, after.Origins));
        Assert.Equal(Equivalence.Proven, report.Equivalence);
    }
}
