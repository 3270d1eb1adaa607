using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Tests.Rules;

public class RuleRunnerTests
{
    private const string Spec = """
        egress:
          - {action: Allow}
          - {action: Allow, source: {selector: app == 'x'}, destination: {nets: [192.0.2.1/32, 192.0.2.2/32]}}
          - {action: Allow, source: {selector: app == 'y'}, destination: {nets: [192.0.2.1/32, 192.0.2.2/32]}}
        """;

    [Fact]
    public void Each_cmdlet_has_the_rules_that_the_surface_gives_it()
    {
        Assert.Equal("Test-Policy", ValidationRules.Group.Cmdlet);
        Assert.Equal(["CP3001", "CP3002", "CP3003", "CP3004", "CP3006", "CP3017", "CP3018"], ValidationRules.Group.Rules.Select(rule => rule.Descriptor.Id));
        Assert.Equal("Test-PolicyEfficiency", EfficiencyRules.Group.Cmdlet);
        Assert.Equal(
            [
                "CP1001", "CP1002", "CP1003", "CP1004", "CP1005", "CP1006", "CP1007", "CP1008", "CP1009", "CP1010", "CP1011", "CP1012",
                "CP1013", "CP1014", "CP1015", "CP1016", "CP1017", "CP1018", "CP2001", "CP2002", "CP2003", "CP2004", "CP2005",
                "CP2006", "CP2007", "CP2008", "CP2101", "CP2102", "CP2103", "CP2104", "CP2105", "CP2107", "CP2203", "CP2206",
                "CP2207", "CP2208", "CP3005", "CP3007", "CP3008", "CP3009", "CP3010", "CP3011", "CP3012", "CP3013", "CP3014", "CP3015",
                "CP3016", "CP5004",
            ],
            EfficiencyRules.Group.Rules.Select(rule => rule.Descriptor.Id));
    }

    [Fact]
    public void Every_rule_is_in_a_group() => Assert.Equal(
        typeof(FindingRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FindingRule)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal),
        Input.AllRules.Rules.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_is_named_after_its_id_and_name() => Assert.All(
        Input.AllRules.Rules, rule => Assert.Equal(rule.Descriptor.Id + rule.Descriptor.Name, rule.GetType().Name));

    [Fact]
    public void A_group_takes_an_id_once() =>
        Assert.Throws<ArgumentException>(() => new RuleGroup("x", [EfficiencyRules.Group.Rules[0], EfficiencyRules.Group.Rules[0]]));

    [Fact]
    public void Findings_come_in_the_order_of_the_input_then_by_position_then_by_rule()
    {
        var findings = Input.Judge(Yaml.Documents(Yaml.NetworkPolicy(Spec, "z"), Yaml.NetworkPolicy(Spec, "a", "mail")));
        string[] rows =
        [
            "CP5004 $.spec.egress[0]",
            "CP1017 $.spec.egress[1]", "CP1005 $.spec.egress[1].source.selector", "CP1011 $.spec.egress[1].destination.nets",
            "CP1017 $.spec.egress[2]", "CP1005 $.spec.egress[2].source.selector", "CP1011 $.spec.egress[2].destination.nets",
        ];
        Assert.Equal(
            [.. rows.Select(row => "z " + row), .. rows.Select(row => "a " + row)],
            findings.Select(finding => $"{finding.Name} {finding.RuleId} {finding.JsonPath}"));
    }

    [Fact]
    public void The_order_is_the_same_in_every_run() => Assert.Equal(
        Input.Judge(Yaml.NetworkPolicy(Spec)), Input.Judge(Yaml.NetworkPolicy(Spec)));

    [Fact]
    public void Objects_without_a_text_have_no_position_and_come_by_path()
    {
        var policy = Assert.IsType<NetworkPolicy>(Assert.Single(Input.Read(Yaml.NetworkPolicy(Spec)))) with { Location = Location.None };
        var findings = Input.Judge([policy]);
        Assert.All(findings, finding => Assert.Equal((null, null, null, null), (finding.File, finding.Line, finding.Column, finding.EndLine)));
        Assert.Equal(
            ["$.spec.egress[0]", "$.spec.egress[1]", "$.spec.egress[1].destination.nets", "$.spec.egress[1].source.selector"],
            findings.Take(4).Select(finding => finding.JsonPath));
    }

    [Fact]
    public void Findings_say_where_they_were_read()
    {
        var finding = Assert.Single(
            Input.Judge(Input.Read("# a comment\n" + Yaml.NetworkPolicy("egress:\n  - action: Allow\n    protocol: TCP\n"), "web.yaml")),
            finding => finding.RuleId == "CP5004");
        Assert.Equal(("web.yaml", 9, 7), (finding.File, finding.Line, finding.Column));
        Assert.True(finding.EndLine >= 10);
        Assert.Equal(new Uri("https://github.com/calicopolicy/calicopolicy/blob/main/docs/rules/CP5004.md"), finding.HelpUri);
        Assert.StartsWith("web.yaml:9:7: High CP5004: The egress rule 1", finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CP1005", null, "CP1005")]
    [InlineData("cp10*", "OwnSide*", "CP1011,CP1017")]
    [InlineData("AllowAny", null, "CP5004")]
    [InlineData(null, "CP1*", "CP5004")]
    [InlineData("CP101?", "*", "")]
    public void Rules_are_chosen_by_id_or_name(string? include, string? exclude, string expected)
    {
        var options = new RuleOptions { IncludeRule = include is null ? [] : [include], ExcludeRule = exclude is null ? [] : [exclude] };
        Assert.Equal(expected, string.Join(',', Input.Judge(Yaml.NetworkPolicy(Spec), options).Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(FindingSeverity.Low, "CP1005,CP1011,CP1017,CP5004")]
    [InlineData(FindingSeverity.Medium, "CP1005,CP1017,CP5004")]
    [InlineData(FindingSeverity.High, "CP5004")]
    [InlineData(FindingSeverity.Error, "")]
    public void Findings_below_the_least_severity_do_not_count(FindingSeverity least, string expected) => Assert.Equal(
        expected,
        string.Join(',', Input.Judge(Yaml.NetworkPolicy(Spec), new() { MinimumSeverity = least }).Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal)));

    [Fact]
    public void Findings_stream()
    {
        var policy = Input.Read(Yaml.NetworkPolicy(Spec))[0];
        using var source = new CancellationTokenSource();
        using var findings = RuleRunner.Run([policy, policy], EfficiencyRules.Group, cancellationToken: source.Token).GetEnumerator();
        Assert.True(findings.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => { while (findings.MoveNext()) { } });
    }

    [Fact]
    public void A_cancelled_run_ends_at_once()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RuleRunner.Run(
            Input.Read(Yaml.NetworkPolicy(Spec)), Input.AllRules, cancellationToken: source.Token).Count());
    }

    [Fact]
    public void Twenty_times_the_input_takes_twenty_times_the_work()
    {
        var rules = string.Join('\n', Enumerable.Range(0, 20).Select(index =>
            $"  - {{action: Allow, protocol: TCP, source: {{selector: app == 'a{index}'}}, destination: {{nets: [192.0.2.{index}/32], ports: [{index + 1}]}}}}"));
        var model = (NetworkPolicy)Input.Read(Yaml.NetworkPolicy($"tier: t\nselector: app == 'web'\negress:\n{rules}\n  - {{action: Deny}}"))[0];
        Work(model, 50);
        var small = Work(model, 50);
        var large = Work(model, 1000);

        // Bytes allocated stand for work: unlike time, they do not depend on what else the machine does. Whatever looks at pairs of
        // policies walks their rules, which allocates.
        Assert.InRange(large, small, 25 * small);
    }

    private static long Work(NetworkPolicy model, int count)
    {
        List<Resource> policies = [.. Enumerable.Range(0, count).Select(index => model with { Metadata = model.Metadata with { Name = $"p{index}", Namespace = $"n{index}" } })];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotEmpty(Input.Judge(policies));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
