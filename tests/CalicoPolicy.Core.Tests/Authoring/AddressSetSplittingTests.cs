using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring;

public class AddressSetSplittingTests
{
    private static readonly AddressSet Start = (AddressSet)Input.Read(
        """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: s, uid: x, finalizers: [y], labels: {a: "1"}}
        spec:
          nets: ["::1", 192.0.2.0/24, 10.1.2.3/8]
          allowedEgressDomains: [b.example.com, a.example.com]
          later: {than: this}
        """,
        "s.yaml")[0];

    [Theory]
    [InlineData(5, "s: ::1 192.0.2.0/24 10.1.2.3/8 b.example.com a.example.com")]
    [InlineData(4, "s: 10.1.2.3/8 192.0.2.0/24 ::1 b.example.com; s-2: a.example.com")]
    [InlineData(3, "s: 10.1.2.3/8 192.0.2.0/24 ::1; s-2: b.example.com a.example.com")]
    [InlineData(2, "s: 10.1.2.3/8 192.0.2.0/24; s-2: ::1 b.example.com; s-3: a.example.com")]
    [InlineData(1, "s: 10.1.2.3/8; s-2: 192.0.2.0/24; s-3: ::1; s-4: b.example.com; s-5: a.example.com")]
    public void No_part_has_more_members_than_the_limit(int limit, string expected) => Assert.Equal(
        expected, string.Join("; ", Split(limit, Start).Select(part => $"{part.Name}: {string.Join(' ', part.Nets.Concat(part.AllowedEgressDomains))}")));

    [Fact]
    public void The_first_part_keeps_all_and_the_others_what_the_server_did_not_fill_in()
    {
        var parts = Split(3, Start);
        Assert.Equal(Start with { Nets = parts[0].Nets, AllowedEgressDomains = parts[0].AllowedEgressDomains }, parts[0]);
        Assert.Same(Start.Location, parts[0].Location);
        Assert.False(parts[1].Location.IsKnown);
        Assert.All(parts, part => Assert.Equal(Start.Origins, part.Origins));
        Assert.All(parts, part => Assert.Equal(Start.Labels, part.Labels));
        Assert.All(parts, part => Assert.Equal(Start.UnknownSpecFields, part.UnknownSpecFields));
        Assert.Equal(["finalizers"], parts[1].Metadata.UnknownFields.Select(field => field.Name));
    }

    [Fact]
    public void Names_of_other_sets_are_passed_over()
    {
        var other = Start with { Metadata = new() { Name = "s-2" }, Nets = [], AllowedEgressDomains = [] };
        Assert.Equal(["s", "s-3", "s-4", "s-2"], Split(2, Start, other).Select(part => part.Name));
        Assert.Equal(
            ["s", "s-2", "s-3", "s-2"],
            Split(2, Start, new NetworkSet { Metadata = new() { Name = "s-2" } }).Select(part => part.Name));
    }

    [Theory]
    [InlineData("a", 253)]
    [InlineData("a-2", 253)]
    [InlineData("a.b.c", 253)]
    [InlineData("\u00e9\U0001F600", 252)]
    public void Names_are_cut_to_what_an_object_may_have_and_stay_different(string ending, int length)
    {
        var name = string.Concat(Enumerable.Repeat('a', length - System.Text.Encoding.UTF8.GetByteCount(ending))) + ending;
        var set = Start with { Metadata = new() { Name = name }, Nets = [.. Enumerable.Range(0, 120).Select(index => $"10.0.0.{index}")] };
        var names = Split(1, set).Select(part => part.Name).ToList();
        Assert.Equal(122, names.Distinct().Count());
        Assert.All(names, part => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(part), 200, 253));
        Assert.All(names.Skip(1), part => Assert.Matches("[^-.]-[0-9]+$", part));
    }

    [Fact]
    public void A_limit_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Split(0, Start));

    private static List<AddressSet> Split(int limit, params AddressSet[] sets) =>
        [.. AddressSetSplitting.Split(sets, limit, TestContext.Current.CancellationToken)];
}
