using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>The same object under both groups of Calico is one.</summary>
public class StoreFormTests
{
    private const string Stored = """
        {
          "apiVersion": "crd.projectcalico.org/v1", "kind": "GlobalNetworkPolicy",
          "metadata": {
            "name": "security.web", "labels": {"projectcalico.org/tier": "security"},
            "annotations": {
              "owner": "web",
              "projectcalico.org/metadata": "{\"creationTimestamp\":null,\"labels\":{\"a\":\"b\"},\"annotations\":{\"note\":\"n\"},\"ownerReferences\":[{\"apiVersion\":\"crd.projectcalico.org/v1\",\"kind\":\"Tier\",\"name\":\"security\"}]}"
            }
          },
          "spec": {"tier": "security", "selector": "all()"}
        }
        """;

    public static TheoryData<string> CalicoKinds => [.. CalicoDocuments.Select(document => ((TreeScalar)document["kind"]!).Text)];

    private static IEnumerable<TreeMapping> CalicoDocuments =>
        KindDocuments.Whole.Where(document => document["apiVersion"] is TreeScalar { Text: "projectcalico.org/v3" });

    [Fact]
    public void The_metadata_of_people_is_restored()
    {
        var policy = Mapped.One<GlobalNetworkPolicy>(Stored);
        Assert.Equal("projectcalico.org/v3", policy.ApiVersion);
        Assert.Equal("security.web", policy.Name);
        Assert.Equal(LabelMap.Of([new("projectcalico.org/tier", "security"), new("a", "b")]), policy.Labels);
        Assert.Equal(LabelMap.Of([new("owner", "web"), new("note", "n")]), policy.Annotations);
        var owner = Assert.Single(policy.Metadata.OwnerReferences);
        Assert.Equal("projectcalico.org/v3", owner.ApiVersion);
        Assert.Equal("Tier", owner.Kind);
    }

    [Fact]
    public void The_object_is_written_in_the_group_of_people() =>
        Assert.StartsWith("""{"apiVersion":"projectcalico.org/v3","kind":"GlobalNetworkPolicy",""", Mapped.RoundTrip(Stored), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(CalicoKinds))]
    public void Every_Calico_kind_is_the_same_under_both_groups(string kind)
    {
        var document = CalicoDocuments.Single(document => ((TreeScalar)document["kind"]!).Text == kind);
        var stored = JsonTree.Replace(document, document["apiVersion"]!, JsonTree.Text("crd.projectcalico.org/v1"));
        Assert.Equal(Mapped.One(document), Mapped.One(stored));
    }

    [Theory]
    [InlineData("default.web", null, "web")]
    [InlineData("default.web", "default", "web")]
    [InlineData("security.web", "security", "security.web")]
    [InlineData("web", null, "web")]
    public void The_prefix_of_the_default_tier_is_no_part_of_the_name(string name, string? tier, string expected)
    {
        var spec = tier is null ? "{}" : $$"""{"tier": "{{tier}}"}""";
        var policy = Mapped.One<NetworkPolicy>($$$"""
            {
              "apiVersion": "crd.projectcalico.org/v1", "kind": "NetworkPolicy",
              "metadata": {"name": "{{{name}}}", "namespace": "shop", "annotations": {"projectcalico.org/metadata": "{}"}}, "spec": {{{spec}}}
            }
            """);
        Assert.Equal(expected, policy.Name);
        Assert.Empty(policy.Annotations);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public void A_damaged_annotation_stays_where_it_is(string annotation)
    {
        var policy = Mapped.One<NetworkPolicy>($$$"""
            {
              "apiVersion": "crd.projectcalico.org/v1", "kind": "NetworkPolicy",
              "metadata": {"name": "default.web", "annotations": {"projectcalico.org/metadata": "{{{annotation}}}"}}
            }
            """);
        Assert.Equal("default.web", policy.Name);
        Assert.Equal(annotation, policy.Annotations["projectcalico.org/metadata"]);
    }

    [Fact]
    public void Under_the_group_of_people_the_annotation_is_one_like_others()
    {
        var policy = Mapped.One<NetworkPolicy>("""
            {
              "apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy",
              "metadata": {"name": "default.web", "annotations": {"projectcalico.org/metadata": "{}"}}
            }
            """);
        Assert.Equal("default.web", policy.Name);
        Assert.Single(policy.Annotations);
    }
}
