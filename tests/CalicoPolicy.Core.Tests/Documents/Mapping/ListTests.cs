using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

public class ListTests
{
    [Fact]
    public void A_list_gives_its_items_with_their_places()
    {
        var read = Mapped.Read("""
            {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": [
              {"apiVersion": "projectcalico.org/v3", "kind": "Tier", "metadata": {"name": "a"}},
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"}}
            ]}
            """);
        Assert.Equal(["Tier a", "Pod b"], read.Resources.Select(resource => resource.ToString()));
        Assert.Equal([2, 3], read.Resources.Select(resource => resource.Location.Line));
        Origin[] origins = [new(Mapped.File, 0, 0), new(Mapped.File, 0, 1)];
        Assert.Equal(origins, read.Resources.SelectMany(resource => resource.Origins));
    }

    [Theory]
    [InlineData("v1", "PodList", "Pod p")]
    [InlineData("apps/v1", "DeploymentList", "Deployment p")]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolicyList", "GlobalNetworkPolicy p")]
    [InlineData("crd.projectcalico.org/v1", "GlobalNetworkPolicyList", "GlobalNetworkPolicy p")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicyList", "NetworkPolicy p")]
    public void Items_of_a_typed_list_may_leave_out_their_kind(string apiVersion, string kind, string expected)
    {
        var read = Mapped.Read($$"""{"apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "items": [{"metadata": {"name": "p"} }]}""");
        Assert.Empty(read.Errors);
        Assert.Equal(expected, Assert.Single(read.Resources).ToString());
    }

    [Fact]
    public void Items_of_a_plain_list_may_not()
    {
        var read = Mapped.Read("""{"apiVersion": "v1", "kind": "List", "items": [{"metadata": {"name": "p"}}]}""");
        Assert.Equal(["the object has no apiVersion.", "the object has no kind."], read.Errors.Select(error => error.Message));
    }

    [Fact]
    public void A_list_may_hold_lists()
    {
        var read = Mapped.Read("""
            {"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "PodList", "items": [{"metadata": {"name": "a"}}, {"metadata": {"name": "b"}}]}]}
            """);
        Assert.Equal(["a", "b"], read.Resources.Select(resource => resource.Name));
    }

    [Fact]
    public void A_bad_item_does_not_keep_the_others_from_being_read()
    {
        var read = Mapped.Read("""
            {"apiVersion": "projectcalico.org/v3", "kind": "TierList", "items": [
              {"metadata": {"name": "a"}, "spec": {"order": "x"}}, "text", null, {"metadata": {"name": "b"}, "spec": {"order": 1}}
            ]}
            """);
        Assert.Equal(["b"], read.Resources.Select(resource => resource.Name));
        Assert.Equal(
            ["spec.order: expected a number, found the text 'x'.", "expected a Kubernetes object, found the text 'text'."],
            read.Errors.Select(error => error.Message));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void An_empty_list_is_read(string items)
    {
        var read = Mapped.Read($$"""{"apiVersion": "v1", "kind": "List", "items": {{items}}}""");
        Assert.Empty(read.Resources);
        Assert.Empty(read.Errors);
        Assert.Empty(read.Skipped);
    }

    [Fact]
    public void Items_must_be_a_list() => Assert.Equal(
        "items: expected a list, found an object.", Mapped.Error("""{"apiVersion": "v1", "kind": "List", "items": {}}""").Message);

    [Fact]
    public void Resources_without_a_file_have_no_origin()
    {
        var tree = JsonTree.Parse("""{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}""");
        var resource = Assert.Single(ResourceMapper.Read(new TreeDocument(2, tree, [], true), null).Resources);
        Assert.Empty(resource.Origins);
        Assert.Equal(2, resource.Location.Document);
        Assert.Null(resource.Location.File);
    }

    [Fact]
    public void Comments_are_remembered()
    {
        var tree = JsonTree.Parse("""{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}""");
        var resource = Assert.Single(ResourceMapper.Read(new TreeDocument(2, tree, [], HasComments: true), "a.yaml").Resources);
        Assert.Equal(new Origin("a.yaml", 2, -1, HasComments: true), Assert.Single(resource.Origins));
    }
}
