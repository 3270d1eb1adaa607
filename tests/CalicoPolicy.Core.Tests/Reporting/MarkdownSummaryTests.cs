using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;

namespace CalicoPolicy.Core.Tests.Reporting;

public class MarkdownSummaryTests
{
    [Fact]
    public void The_table_has_the_highest_severity_first()
    {
        var lines = Lines([Reported.Finding(severity: FindingSeverity.Low), Reported.Finding(severity: FindingSeverity.Error), Reported.Finding(severity: FindingSeverity.Low)]);
        Assert.Equal(["### Network policy: 1 Error, 2 Low", "", "| Severity | Rule | Object | Place | Finding |", "|---|---|---|---|---|"], lines.Take(4));
        Assert.Equal(["| Error ", "| Low | ", "| Low | "], lines.Skip(4).Select(line => line[..8]));
        Assert.Equal(
            "| Error | [CP5004 AllowAny](https://github.com/calicopolicy/calicopolicy/blob/main/docs/rules/CP5004.md) | NetworkPolicy shop/application.web &#36;.spec.egress\\[0\\] | policies/web.yaml:9 | The egress rule 1 allows any. Add a selector. |",
            lines[4]);
    }

    [Theory]
    [InlineData("a | b", "a \\| b")]
    [InlineData("<b>&amp;", "\\<b\\>&#38;amp;")]
    [InlineData("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~")]
    [InlineData("[x](y) ![z](w)", "\\[x\\](y) \\!\\[z\\](w)")]
    [InlineData("a\r\nb\u0000c\\", "a  b c\\\\")]
    [InlineData("$x$ @team", "&#36;x&#36; &#64;team")]
    public void Texts_of_policies_stay_text(string message, string expected) => Assert.EndsWith(
        $"| {expected} Add a selector. |", Lines([Reported.Finding() with { Message = message }])[4], StringComparison.Ordinal);

    [Fact]
    public void No_findings_is_said_so() => Assert.Equal(["### Network policy: no findings"], Lines([]));

    [Fact]
    public void A_baseline_is_summed_up() => Assert.Equal(
        ["### Network policy: no findings", "", "Of the baseline 1 are still there and not shown, 2 are gone."],
        MarkdownSummary.Lines(Reported.Report([Reported.Finding("a")], new([Reported.Finding("a"), Reported.Finding("b"), Reported.Finding("c")]))));

    [Fact]
    public void What_was_not_read_from_a_file_has_no_place()
    {
        Assert.Contains(" |  | The egress", Lines([Reported.Finding() with { File = null, Line = null }])[4], StringComparison.Ordinal);
        Assert.Contains(" | policies/web.yaml | The egress", Lines([Reported.Finding() with { Line = null }])[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_is_no_longer_than_GitHub_takes()
    {
        var lines = Lines([.. Enumerable.Repeat(Reported.Finding(), MarkdownSummary.MaxRows + 3)]);
        Assert.Equal(4 + MarkdownSummary.MaxRows + 2, lines.Length);
        Assert.Equal("3 more are not shown.", lines[^1]);
    }

    private static string[] Lines(IEnumerable<PolicyFinding> findings) => [.. MarkdownSummary.Lines(Reported.Report(findings))];
}
