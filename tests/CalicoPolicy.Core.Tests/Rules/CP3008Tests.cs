using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

public class CP3008Tests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0/24", "192.0.2.0/24 is in nets of GlobalNetworkSet one")]
    [InlineData("10.0.0.0/8", "192.0.2.0/24, 10.1.2.3", "10.1.2.3/32 lies in 10.0.0.0/8 of GlobalNetworkSet one")]
    [InlineData("10.1.0.0/16, 10.2.0.0/16", "10.0.0.0/8", "10.0.0.0/8 holds 10.1.0.0/16 of GlobalNetworkSet one")]
    [InlineData("'2001:db8::/32'", "'2001:db8:1::/48'", "2001:db8:1::/48 lies in 2001:db8::/32 of GlobalNetworkSet one")]
    public void Sets_that_share_addresses_are_found_once_at_the_later_one(string first, string second, string message)
    {
        var finding = Assert.Single(Judge(Global("one", "a: b", first), Global("two", "a: c", second)));
        Assert.Equal("two", finding.Name);
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b", "10.0.0.0/25", "10.0.0.128/25")]
    [InlineData("a: b", "0.0.0.0/0", "10.0.0.128/25")]
    [InlineData("a: b", "10.0.0.0/8", "'2001:db8::/32'")]
    [InlineData("a: c", "10.0.0.0/8", "10.1.0.0/16")]
    public void Apart_or_under_the_same_labels_they_are_fine(string label, string first, string second) =>
        Assert.Empty(Judge(Global("one", label, first), Global("two", "a: c", second)));

    [Fact]
    public void A_set_may_repeat_itself() => Assert.Empty(Judge(Global("one", "a: b", "10.0.0.0/8, 10.1.0.0/16, 10.1.0.0/16")));

    [Fact]
    public void Each_namespace_may_have_its_own_view_but_not_two()
    {
        Assert.Empty(Judge(Yaml.NetworkSet("a: b", "one", "x"), Yaml.NetworkSet("a: c", "two", "w")));
        Assert.Single(Judge(Yaml.NetworkSet("a: b", "one", "x"), Yaml.NetworkSet("a: c", "two", "x")));
        Assert.Contains(
            "NetworkSet x/one for flows of its namespace", Assert.Single(Judge(Yaml.NetworkSet("a: b", "one", "x"), Yaml.GlobalNetworkSet("a: c"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_smaller_block_gives_the_flow_its_name_and_then_the_first_by_name()
    {
        Assert.Contains("GlobalNetworkSet two, whose block is the smaller", Assert.Single(Judge(
            Global("one", "a: b", "10.0.0.0/8"), Global("two", "a: c", "10.1.0.0/16"))).Message, StringComparison.Ordinal);
        Assert.Contains("GlobalNetworkSet one, which comes first by name", Assert.Single(Judge(
            Global("two", "a: b", "10.0.0.0/8"), Global("one", "a: c", "10.0.0.0/8"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_overlaps_are_told_in_part()
    {
        var findings = Judge([.. Enumerable.Range(0, 100).Select(index => Global($"s{index:d3}", $"a: b{index}", "10.0.0.0/8"))]);
        Assert.Equal(Enumerable.Range(0, 100).Sum(index => Math.Min(index, 10)), findings.Count);
        Assert.Equal(findings.Count, findings.DistinctBy(finding => finding.Fingerprint).Count());
    }

    private static string Global(string name, string label, string nets) =>
        Yaml.GlobalNetworkSet(label, name).Replace("192.0.2.0/24", nets, StringComparison.Ordinal);

    private static List<PolicyFinding> Judge(params string[] documents) =>
        Input.Judge(Yaml.Documents(documents), new() { IncludeRule = ["CP3008"] });
}
