using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3009Tests
{
    private const string Unlabelled = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: lone}\nspec: {nets: [192.0.2.0/24]}\n";

    [Fact]
    public void Sets_of_both_kinds_that_lack_a_key_are_found()
    {
        Assert.Equal(["$.metadata.labels"], Paths("[zone, owner]", Yaml.GlobalNetworkSet("zone: dmz")));
        Assert.Equal(["$.metadata.labels"], Paths("[zone, owner]", Yaml.NetworkSet("owner: platform")));
        Assert.Equal(["$.metadata.labels"], Paths("[example.com/zone]", Yaml.NetworkSet("zone: dmz")));
        Assert.Equal(["$.metadata.labels"], Paths("[zone]", Unlabelled));
    }

    [Theory]
    [InlineData("[zone]", "zone: dmz")]
    [InlineData("[zone]", "zone: ''")]
    [InlineData("[zone, example.com/owner]", "example.com/owner: a, zone: b, c: d")]
    [InlineData("[]", "a: b")]
    public void A_set_with_all_keys_is_fine_whatever_the_values(string keys, string labels) =>
        Assert.Empty(Paths(keys, Yaml.Documents(Yaml.GlobalNetworkSet(labels), Yaml.NetworkSet(labels))));

    [Fact]
    public void Keys_are_told_apart_by_case() => Assert.Single(Paths("[Zone]", Yaml.NetworkSet("zone: dmz")));

    [Fact]
    public void Policies_and_tiers_are_not_judged() =>
        Assert.Empty(Paths("[zone]", Yaml.Documents(Yaml.NetworkPolicy("types: [Ingress]"), Yaml.Tier("application"))));

    [Fact]
    public void Without_keys_the_rule_is_silent_even_where_it_is_asked_for()
    {
        Assert.Empty(Input.Paths("CP3009", Unlabelled));
        Assert.DoesNotContain(Input.Judge(Unlabelled), finding => finding.RuleId == "CP3009");
        Assert.Empty(Input.Judge(Yaml.NetworkSet("a: b"), SettingsText.Read("rules: {CP3009: High}").Under(RuleOptions.Default, null)));
    }

    [Fact]
    public void The_finding_names_what_is_missing_and_stays_the_same_in_another_order()
    {
        var one = Assert.Single(Judge("[zone, owner, team]", Yaml.NetworkSet("owner: a")));
        Assert.Equal(FindingSeverity.Low, one.Severity);
        Assert.Contains("no labels zone and team, which", one.Message, StringComparison.Ordinal);
        Assert.Contains("Add zone and team to metadata.labels", one.Recommendation, StringComparison.Ordinal);
        Assert.Equal(one.Fingerprint, Assert.Single(Judge("[team, zone]", Yaml.NetworkSet("owner: a"))).Fingerprint);
        Assert.NotEqual(one.Fingerprint, Assert.Single(Judge("[zone]", Yaml.NetworkSet("owner: a"))).Fingerprint);
    }

    [Fact]
    public void A_suppression_of_it_is_used_where_the_rule_runs_and_not_judged_where_it_does_not()
    {
        var set = Yaml.NetworkSet("owner: a").Replace("  labels", "  annotations: {calicopolicy.io/ignore: CP3009 of the feed}\n  labels", StringComparison.Ordinal);
        Assert.Empty(Judge("[zone]", set));
        Assert.Empty(Input.Judge(set));
        Assert.Equal(["CP0001"], Judge("[owner]", set).Select(finding => finding.RuleId));
    }

    private static IEnumerable<string> Paths(string keys, string yaml) => Judge(keys, yaml).Where(finding => finding.RuleId == "CP3009").Select(finding => finding.JsonPath);

    private static List<PolicyFinding> Judge(string keys, string yaml) =>
        Input.Judge(yaml, SettingsText.Read($"rules: {{CP3009: {{labels: {keys}}}}}").Under(new RuleOptions { ExcludeRule = ["CP3007"] }, null));
}
