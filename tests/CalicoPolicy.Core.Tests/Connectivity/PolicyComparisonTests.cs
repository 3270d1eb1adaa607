using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Differences;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Connectivity;

public class PolicyComparisonTests
{
    private const string Head = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: p\n";

    [Fact]
    public void A_row_tells_what_stood_and_stands_where()
    {
        var row = Assert.Single(Comparing.Rows(
            [Read(Head + "spec:\n  order: 1\n  ingress:\n  - action: Allow\n    destination: {nets: [10.0.0.0/8]}\n")],
            [Read(Head + "spec:\n  ingress:\n  - action: Log\n  - action: Allow\n    destination: {nets: [10.0.0.0/8]}\n  order: 1\n")]));
        Assert.Equal(TreeChangeKind.Added, row.Change);
        Assert.Equal(("GlobalNetworkPolicy", null, "p", "$.spec.ingress[0]"), (row.Kind, row.Namespace, row.Name, row.Path));
        Assert.Equal((null, "{\"action\":\"Log\"}"), (row.ReferenceValue, row.DifferenceValue));
        Assert.Equal((8, 7), (row.ReferenceLine, row.DifferenceLine));
    }

    [Theory]
    [InlineData("order: 1", "order: 2.5", "Changed $.spec.order", 1L, 2.5)]
    [InlineData("order: 1", "order: 1.0", null, null, null)]
    [InlineData("selector: a == 'b'", "", "Removed $.spec.selector", "a == 'b'", null)]
    [InlineData("applyOnForward: true", "applyOnForward: false", "Changed $.spec.applyOnForward", true, false)]
    [InlineData("x: [1, {a: b}]", "x: [1, {a: c}]", "Changed $.spec.x[1].a", "b", "c")]
    [InlineData("x: {a: 1}", "x: [1]", "Changed $.spec.x", "{\"a\":1}", "[1]")]
    [InlineData("ingress: []", "", "Removed $.spec.ingress", "[]", null)]
    public void Values_are_what_they_are(string reference, string difference, string? row, object? left, object? right)
    {
        var rows = Comparing.Rows([Read(Head + $"spec: {{{reference}}}\n")], [Read(Head + $"spec: {{{difference}}}\n")]);
        if (row is null)
        {
            Assert.Empty(rows);
            return;
        }

        var found = Assert.Single(rows);
        Assert.Equal(row, Comparing.Text(found));
        Assert.Equal((left, right), (found.ReferenceValue, found.DifferenceValue));
    }

    [Fact]
    public void Labels_that_the_server_puts_there_do_not_count_where_they_say_what_it_says()
    {
        var policy = Read(Head + "spec: {tier: team}\n");
        Assert.Empty(Comparing.Rows([policy], [policy with { Metadata = policy.Metadata with { Labels = LabelMap.Of([new("projectcalico.org/tier", "team")]) } }], normalize: true));
        Assert.NotEmpty(Comparing.Rows([policy], [policy with { Metadata = policy.Metadata with { Labels = LabelMap.Of([new("projectcalico.org/tier", "other")]) } }], normalize: true));
        var ns = new Namespace { Metadata = new() { Name = "shop" } };
        Assert.Empty(Comparing.Rows([ns], [ns with { Metadata = ns.Metadata with { Labels = LabelMap.Of([new("kubernetes.io/metadata.name", "shop")]) } }], normalize: true));
    }

    [Fact]
    public void An_object_that_one_side_has_is_one_row()
    {
        Resource only = Tier("only"), both = Tier("both"), @new = Tier("new");
        var rows = Comparing.Rows([only, both], [@new, both]);
        Assert.Equal(["Removed $", "Added $"], rows.Select(Comparing.Text));
        Assert.Same(only, rows[0].ReferenceValue);
        Assert.Same(@new, rows[1].DifferenceValue);
    }

    [Fact]
    public void Kinds_and_namespaces_tell_objects_apart()
    {
        var metadata = new ObjectMetadata { Name = "p", Namespace = "a" };
        Resource[] all =
        [
            new NetworkPolicy { Metadata = metadata }, new NetworkPolicy { Metadata = metadata with { Namespace = "b" } }, new StagedNetworkPolicy { Metadata = metadata },
            new KubernetesNetworkPolicy { Metadata = metadata }, new NetworkPolicy { Metadata = metadata with { Namespace = null } },
        ];
        for (var index = 0; index < all.Length; index++)
        {
            for (var other = 0; other < all.Length; other++) Assert.Equal(index == other ? 0 : 2, Comparing.Rows([all[index]], [all[other]]).Count);
        }
    }

    [Fact]
    public void Of_an_object_that_comes_twice_the_last_counts_and_is_told()
    {
        Tier first = Tier("a"), last = first with { Order = 5 };
        var repeated = new List<Resource>();
        Assert.Empty(PolicyComparison.Compare([first, last], [last], normalize: false, repeated, TestContext.Current.CancellationToken));
        Assert.Same(last, Assert.Single(repeated));
    }

    [Fact]
    public void What_a_server_fills_in_is_no_difference() => Assert.Empty(Comparing.Rows(
        [Read(Head + "  uid: u\n  resourceVersion: '1'\n  managedFields: [{}]\n  creationTimestamp: null\nspec: {}\nstatus: {x: 1}\n")],
        [Read(Head + "  generation: 3\nspec: {}\n")]));

    [Fact]
    public void A_sorted_member_is_found_where_it_stands()
    {
        var row = Assert.Single(Comparing.Rows(
            [Read(Head + "spec:\n  types: [Ingress]\n  ingress:\n  - action: Deny\n    source:\n      nets:\n      - 10.9.0.0/16\n      - 10.1.0.0/16\n")],
            [Read(Head + "spec:\n  types: [Ingress]\n  ingress:\n  - action: Deny\n    source:\n      nets:\n      - 10.1.0.0/16\n")],
            normalize: true));
        Assert.Equal("Removed $.spec.ingress[0].source.nets[0]", Comparing.Text(row));
        Assert.Equal(("10.9.0.0/16", 11), (row.ReferenceValue, row.ReferenceLine));
    }

    [Theory]
    [InlineData("namespaceSelector: has(a)", "namespaceSelector: has(a), selector: all()")]
    [InlineData("ingress: [{action: Allow}]", "ingress: [{action: Allow, source: {selector: all()}}]")]
    [InlineData("ingress: [{action: Allow}, {action: Deny}]", "ingress: [{action: Deny}, {action: Allow}]")]
    [InlineData("egress: [{action: Allow}]", "egress: [{action: Allow}], types: [Ingress, Egress]")]
    [InlineData("tier: a", "tier: default")]
    [InlineData("x: []", "")]
    [InlineData("x: [a, b]", "x: [b, a]")]
    public void Normalized_what_means_something_else_is_a_difference(string reference, string difference) =>
        Assert.NotEmpty(Comparing.Rows([Read(Head + $"spec: {{{reference}}}\n")], [Read(Head + $"spec: {{{difference}}}\n")], normalize: true));

    [Theory]
    [InlineData("policyTypes: [Egress, Ingress], egress: [{to: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]}]", "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: []}}, {podSelector: {matchLabels: {}}}]}]", true)]
    [InlineData("podSelector: {}, ingress: []", "policyTypes: [Ingress]", true)]
    [InlineData("ingress: [{from: [{podSelector: {}}]}]", "ingress: [{from: [{}]}]", false)]
    [InlineData("ingress: [{from: []}]", "ingress: [{}]", true)]
    public void Normalized_policies_of_Kubernetes_have_their_own_defaults(string reference, string difference, bool isSame)
    {
        const string Kubernetes = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\n";
        Assert.Equal(isSame, Comparing.Rows([Read(Kubernetes + $"spec: {{{reference}}}\n")], [Read(Kubernetes + $"spec: {{{difference}}}\n")], normalize: true).Count == 0);
    }

    [Fact]
    public void Normalized_tiers_have_the_order_and_action_that_they_have_by_default()
    {
        var tier = Tier("a");
        Assert.Empty(Comparing.Rows([tier], [tier with { Order = 1_000_000, DefaultAction = PolicyAction.Deny }], normalize: true));
        Assert.Equal(["Changed $.spec.defaultAction"], Comparing.Texts(tier, tier with { DefaultAction = PolicyAction.Pass }, normalize: true));
    }

    private static Tier Tier(string name) => new() { Metadata = new ObjectMetadata { Name = name } };

    private static Resource Read(string text) => Assert.Single(new ResourceReader(new YamlFormat()).ReadText(text, TestContext.Current.CancellationToken).Resources);
}
