using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3007Tests
{
    private const string Unlabelled = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: lone}\nspec: {nets: [192.0.2.0/24]}\n";

    private static readonly string UnlabelledInShop =
        Unlabelled.Replace("GlobalNetworkSet", "NetworkSet", StringComparison.Ordinal).Replace("name: lone", "name: lone, namespace: shop", StringComparison.Ordinal);

    [Fact]
    public void A_set_without_labels_is_found_without_a_whole_set()
    {
        foreach (var set in (string[])[Unlabelled, UnlabelledInShop, Unlabelled.Replace("lone", "lone, labels: {}", StringComparison.Ordinal)])
        {
            Assert.Equal(["$.metadata.name"], Judge(complete: false, set).Select(finding => finding.JsonPath));
            Assert.Equal(["$.metadata.name"], Judge(complete: true, set, Yaml.GlobalNetworkPolicy(Rule("selector: a == 'b'"))).Select(finding => finding.JsonPath));
        }
    }

    [Theory]
    [InlineData("selector: projectcalico.org/name == 'lone'")]
    [InlineData("selector: projectcalico.org/kind == 'GlobalNetworkSet'")]
    [InlineData("selector: '!has(projectcalico.org/namespace)'")]
    [InlineData("namespaceSelector: global()")]
    public void It_is_not_where_a_rule_may_mean_it_by_what_it_is(string peer) =>
        Assert.Empty(Judge(complete: false, Unlabelled, Yaml.NetworkPolicy(Rule(peer + (peer.StartsWith('n') ? string.Empty : ", namespaceSelector: global()")))));

    [Fact]
    public void Nor_where_a_rule_means_all_of_its_namespace() =>
        Assert.Empty(Judge(complete: false, UnlabelledInShop, Yaml.NetworkPolicy(Rule("selector: all()"))));

    [Theory]
    [InlineData("selector: a == 'c'")]
    [InlineData("selector: a == 'b'")]
    [InlineData("nets: [192.0.2.0/24]")]
    [InlineData("selector: a == 'b', namespaceSelector: env == 'live'")]
    public void In_a_whole_set_a_global_set_that_no_rule_selects_is_found(string peer)
    {
        // A namespaced policy reaches global sets by global() only.
        string[] documents = [Yaml.GlobalNetworkSet("a: b"), Yaml.NetworkPolicy(Rule(peer))];
        Assert.Equal(["$.metadata.labels"], Judge(complete: true, documents).Select(finding => finding.JsonPath));
        Assert.Empty(Judge(complete: false, documents));
    }

    [Theory]
    [InlineData("selector: a == 'b', namespaceSelector: global()")]
    [InlineData("selector: \"a in {'b', 'c'} && has(a)\", namespaceSelector: '!all()'")]
    [InlineData("notSelector: a == 'b', namespaceSelector: global()")]
    [InlineData("selector: a starts with 'b', namespaceSelector: global()")]
    [InlineData("selector: x == 'y' || a == 'b', namespaceSelector: global()")]
    public void A_set_that_a_rule_selects_is_used(string peer) =>
        Assert.Empty(Judge(complete: true, Yaml.GlobalNetworkSet("a: b"), Yaml.NetworkPolicy(Rule(peer))));

    [Fact]
    public void A_set_of_a_namespace_is_used_there_from_global_policies_and_from_others_that_name_it()
    {
        var set = Yaml.NetworkSet("a: b");
        Assert.Single(Judge(complete: true, set, Yaml.NetworkPolicy(Rule("selector: a == 'b'"), ns: "other")));
        Assert.Single(Judge(complete: true, set, Yaml.NetworkPolicy(Rule("selector: a == 'b', namespaceSelector: projectcalico.org/name == 'mail'"), ns: "other")));
        Assert.Empty(Judge(complete: true, set, Yaml.NetworkPolicy(Rule("selector: a == 'b'"))));
        Assert.Empty(Judge(complete: true, set, Yaml.GlobalNetworkPolicy(Rule("selector: a == 'b'"))));
        Assert.Empty(Judge(complete: true, set, Yaml.NetworkPolicy(Rule("selector: a == 'b', namespaceSelector: projectcalico.org/name == 'shop'"), ns: "other")));
        Assert.Empty(Judge(complete: true, set, Yaml.NetworkPolicy(Rule("namespaceSelector: env == 'live'"), ns: "other")));
    }

    private static string Rule(string peer) => $"egress: [{{action: Allow, destination: {{{peer}}}}}]";

    private static List<PolicyFinding> Judge(bool complete, params string[] documents) =>
        Input.Judge(Yaml.Documents(documents), new() { IncludeRule = ["CP3007"], Complete = complete });
}
