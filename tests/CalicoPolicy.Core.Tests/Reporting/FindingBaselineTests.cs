using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Reporting;

public class FindingBaselineTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "a", "a New")]
    [InlineData("a", "", "a Absent")]
    [InlineData("a", "a", "a Unchanged")]
    [InlineData("a", "a a", "a Unchanged, a New")]
    [InlineData("a a b", "a c", "a Unchanged, c New, a Absent, b Absent")]
    [InlineData("a b", "b a", "b Unchanged, a Unchanged")]
    public void Findings_are_matched_by_fingerprint_and_number(string known, string found, string expected)
    {
        var baseline = new FindingBaseline(Findings(known));
        Assert.Equal(Words(known).Length, baseline.Count);
        Assert.Equal(expected, string.Join(", ", baseline.Compare(Findings(found)).Select(compared => $"{compared.Finding.Fingerprint} {compared.State}")));
        var fresh = baseline.NewOf(Findings(found));
        string[] expectedNew = [.. expected.Split(", ").Where(entry => entry.EndsWith(" New", StringComparison.Ordinal)).Select(entry => entry.Split(' ')[0])];
        Assert.Equal(expectedNew, fresh.Select(finding => finding.Fingerprint));
        Assert.Equal(expectedNew, fresh.Select(finding => finding.Fingerprint));
    }

    [Fact]
    public void In_a_run_only_new_findings_count()
    {
        const string Spec = "egress: [{action: Allow}]";
        var known = Input.Judge(Rules.Yaml.NetworkPolicy(Spec));
        Assert.NotEmpty(known);
        Assert.Empty(Input.Judge(Rules.Yaml.NetworkPolicy(Spec), new() { Baseline = new(known) }));
        Assert.Equal(
            Input.Judge(Rules.Yaml.NetworkPolicy(Spec, "other")),
            Input.Judge(Rules.Yaml.NetworkPolicy(Spec, "other"), new() { Baseline = new(known) }));
    }

    [Fact]
    public void Tallies_count_by_severity_and_above()
    {
        var tally = new FindingTally();
        Assert.Equal((0, "none"), (tally.Total, tally.ToString()));
        foreach (var severity in (FindingSeverity[])[FindingSeverity.Low, FindingSeverity.High, FindingSeverity.Low, FindingSeverity.Error])
            tally.Add(Reported.Finding(severity: severity));
        Assert.Equal("1 Error, 1 High, 2 Low", tally.ToString());
        Assert.Equal((4, 2, 2, 1), (tally.CountFrom(FindingSeverity.Low), tally.CountFrom(FindingSeverity.Medium), tally.CountFrom(FindingSeverity.High), tally.CountFrom(FindingSeverity.Error)));
        Assert.Equal((2, 0), (tally.CountOf(FindingSeverity.Low), tally.CountOf(FindingSeverity.Medium)));
    }

    private static PolicyFinding[] Findings(string fingerprints) => [.. Words(fingerprints).Select(fingerprint => Reported.Finding(fingerprint))];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
