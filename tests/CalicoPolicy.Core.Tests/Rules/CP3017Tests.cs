using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3017Tests
{
    private static readonly string Web = Yaml.NetworkPolicy("selector: app == 'web'");

    [Fact]
    public void A_later_document_of_the_same_name_is_found_where_it_stands()
    {
        var finding = Input.Single("CP3017", Yaml.Documents(Web, Yaml.NetworkPolicy("selector: app == 'other'")));
        Assert.Equal(("$.metadata.name", FindingSeverity.Error, 12), (finding.JsonPath, finding.Severity, finding.Line));
    }

    [Fact]
    public void The_other_file_is_named()
    {
        var resources = Input.Read(Web, "/policies/a.yaml").Concat(Input.Read(Yaml.NetworkPolicy("selector: app == 'other'"), "/policies/b.yaml")).ToList();
        var finding = Assert.Single(Input.Judge(resources, new() { IncludeRule = ["CP3017"] }));
        Assert.Contains("/policies/a.yaml:1", finding.Message, StringComparison.Ordinal);
        Assert.Equal("/policies/b.yaml", finding.File);
    }

    [Fact]
    public void Three_documents_are_two_rows() => Assert.Equal(2, Input.Paths(
        "CP3017", Yaml.Documents(Web, Yaml.NetworkPolicy("selector: a == 'b'"), Yaml.NetworkPolicy("selector: c == 'd'"))).Length);

    [Fact]
    public void The_default_namespace_is_one_whether_named_or_not() => Assert.Single(Input.Paths(
        "CP3017", Yaml.Documents(Yaml.NetworkPolicy("order: 1", ns: "default"), "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: application.web}\nspec: {order: 2}\n")));

    [Fact]
    public void Documents_that_say_the_same_are_fine() => Assert.Empty(Input.Paths("CP3017", Yaml.Documents(
        Web,
        "# the same, of a cluster\n" + Web.Replace("namespace: shop", "namespace: shop\n  uid: 123\n  resourceVersion: '7'", StringComparison.Ordinal))));

    [Fact]
    public void Other_namespaces_kinds_and_groups_are_other_objects() => Assert.Empty(Input.Paths("CP3017", Yaml.Documents(
        Web,
        Yaml.NetworkPolicy("order: 1", ns: "other"),
        Yaml.NetworkPolicy("order: 1", kind: "StagedNetworkPolicy"),
        Yaml.GlobalNetworkPolicy("order: 1", "application.web"),
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: application.web, namespace: shop}\nspec: {podSelector: {}}\n")));

    [Fact]
    public void The_store_form_and_the_v3_form_are_one_object() => Assert.Single(Input.Paths(
        "CP3017", Yaml.Documents(Web, Yaml.NetworkPolicy("selector: app == 'other'").Replace("projectcalico.org/v3", "crd.projectcalico.org/v1", StringComparison.Ordinal))));
}
