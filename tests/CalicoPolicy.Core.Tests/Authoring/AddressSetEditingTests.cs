using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring;

public class AddressSetEditingTests
{
    private static readonly AddressSet Start = (AddressSet)Input.Read(
        """
        apiVersion: projectcalico.org/v3
        kind: NetworkSet
        metadata: {name: s, namespace: shop, uid: x, labels: {b: "1", a: "2"}}
        spec:
          nets: [192.0.2.0/24, 10.1.2.3/8, "::1"]
          allowedEgressDomains: [b.example.com, a.example.com]
          later: {than: this}
        """)[0];

    [Fact]
    public void An_edit_that_names_nothing_changes_nothing()
    {
        var result = Apply(new());
        Assert.Equal(Start, result.Set);
        Assert.Same(Start.Nets, result.Set.Nets);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Blocks_are_added_behind_the_others_unless_they_are_there_in_any_spelling() => Assert.Equal(
        ["192.0.2.0/24", "10.1.2.3/8", "::1", "10.9.0.0/16"],
        Apply(new() { AddNets = [new("10.0.0.0/8"), new("10.9.0.0/16"), new("0::1/128"), new("10.9.1.1/16")] }).Set.Nets);

    [Fact]
    public void Blocks_are_removed_in_any_spelling()
    {
        var result = Apply(new() { RemoveNets = ["10.0.0.0/8", "0:0::1"] });
        Assert.Equal(["192.0.2.0/24"], result.Set.Nets);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("192.0.2.7", "NetworkSet shop/s: 192.0.2.7 is no member by itself, so nothing was removed, but stays covered by 192.0.2.0/24.")]
    [InlineData("192.0.0.0/16", "NetworkSet shop/s: 192.0.0.0/16 is no member by itself, so nothing was removed, but a part of it stays: 192.0.2.0/24.")]
    [InlineData("192.0.3.0/24", "NetworkSet shop/s has no net 192.0.3.0/24; nothing was removed.")]
    [InlineData("::2", "NetworkSet shop/s has no net ::2; nothing was removed.")]
    [InlineData("feed", "NetworkSet shop/s has no net 'feed'; nothing was removed.")]
    public void A_block_that_is_not_there_is_a_warning(string net, string warning)
    {
        var result = Apply(new() { RemoveNets = [net, net] });
        Assert.Equal([warning], result.Warnings);
        Assert.Equal(Start, result.Set);
    }

    [Fact]
    public void Addresses_that_stay_by_another_block_are_a_warning()
    {
        var set = Start with { Nets = ["10.0.0.0/8", "10.1.0.0/16", "10.1.1.0/24"] };
        var result = Apply(new() { RemoveNets = ["10.1.0.0/16"] }, set);
        Assert.Equal(["10.0.0.0/8", "10.1.1.0/24"], result.Set.Nets);
        Assert.Equal(["NetworkSet shop/s: 10.1.0.0/16 was removed, but stays covered by 10.0.0.0/8."], result.Warnings);
        result = Apply(new() { RemoveNets = ["10.0.0.0/8"] }, set);
        Assert.Equal(["NetworkSet shop/s: 10.0.0.0/8 was removed, but a part of it stays: 10.1.0.0/16."], result.Warnings);
        Assert.Empty(Apply(new() { RemoveNets = ["10.0.0.0/8", "10.1.0.0/16", "10.1.1.0/24"] }, set).Warnings);
    }

    [Fact]
    public void Removing_comes_before_adding()
    {
        var result = Apply(new() { RemoveNets = ["10.0.0.0/8"], AddNets = [new("10.0.0.0/8")] });
        Assert.Equal(["192.0.2.0/24", "::1", "10.0.0.0/8"], result.Set.Nets);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Collapsing_comes_last() => Assert.Equal(
        ["10.0.0.0/8", "192.0.2.0/23", "::/127"],
        Apply(new() { AddNets = [new("192.0.3.0/24"), new("::")], Aggregate = true }).Set.Nets);

    [Fact]
    public void Domains_are_added_and_removed_in_any_case()
    {
        var result = Apply(new() { AddDomains = ["A.example.com", "c.example.com", "C.example.com"], RemoveDomains = ["B.EXAMPLE.com", "x.example.com"] });
        Assert.Equal(["a.example.com", "c.example.com"], result.Set.AllowedEgressDomains);
        Assert.Equal(["NetworkSet shop/s has no domain x.example.com; nothing was removed."], result.Warnings);
    }

    [Fact]
    public void Labels_are_set_in_place_added_and_removed()
    {
        var result = Apply(new() { Labels = [new("b", "3"), new("a", null), new("c", ""), new("none", null)] });
        Assert.Equal("b=3,c=", result.Set.Labels.ToString());
        Assert.Equal(Start with { Metadata = Start.Metadata with { Labels = result.Set.Labels } }, result.Set);
    }

    [Fact]
    public void Members_that_are_no_blocks_come_apart_unless_they_are_removed()
    {
        var set = Start with { Nets = ["10.0.0.0/8", "feed"] };
        var bad = new AddressEntry("x", "ranges.txt", 4);
        var result = Apply(new() { AddNets = [bad] }, set);
        Assert.Equal(["feed", "x"], result.Unreadable.Select(entry => entry.Text));
        result = Apply(new() { RemoveNets = ["feed"] }, set);
        Assert.Empty(result.Unreadable);
        Assert.Empty(result.Warnings);
        Assert.Equal(["10.0.0.0/8"], result.Set.Nets);
    }

    private static AddressSetEditResult Apply(AddressSetEdit edit, AddressSet? set = null) =>
        AddressSetEditing.Apply(set ?? Start, edit, TestContext.Current.CancellationToken);
}
