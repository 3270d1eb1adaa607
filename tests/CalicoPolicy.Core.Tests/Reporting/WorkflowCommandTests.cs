using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;

namespace CalicoPolicy.Core.Tests.Reporting;

public class WorkflowCommandTests
{
    [Theory]
    [InlineData(FindingSeverity.Error, "error")]
    [InlineData(FindingSeverity.High, "error")]
    [InlineData(FindingSeverity.Medium, "warning")]
    [InlineData(FindingSeverity.Low, "notice")]
    public void A_finding_is_an_annotation_at_its_place(FindingSeverity severity, string command) => Assert.Equal(
        $"::{command} file=policies/web.yaml,line=9,col=7,endLine=10,title=CP5004 AllowAny::NetworkPolicy shop/application.web: The egress rule 1 allows any. Add a selector.",
        Line(Reported.Finding(severity: severity)));

    [Fact]
    public void What_would_end_the_command_or_a_property_is_escaped() => Assert.Equal(
        "::error file=a%2Cb%3A%25c%0Ad.yaml,line=9,col=7,endLine=10,title=CP5004 AllowAny::NetworkPolicy shop/application.web: 100%25, a:b%0D%0A::error::x Add a selector.",
        Line(Reported.Finding() with { File = Path.Combine(Reported.Root, "a,b:%c\nd.yaml"), Message = "100%, a:b\r\n::error::x" }));

    [Fact]
    public void What_has_no_line_or_file_says_what_it_has()
    {
        var finding = Reported.Finding() with { Line = null, Column = null, EndLine = null, Namespace = null };
        Assert.StartsWith("::error file=policies/web.yaml,title=CP5004 AllowAny::NetworkPolicy application.web: ", Line(finding), StringComparison.Ordinal);
        Assert.StartsWith("::error title=CP5004 AllowAny::", Line(finding with { File = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_baseline_only_new_findings_have_a_line()
    {
        Assert.Single(WorkflowCommands.Lines(Reported.Report([Reported.Finding("a"), Reported.Finding("b")], new([Reported.Finding("a"), Reported.Finding("c")]))));
        Assert.Empty(WorkflowCommands.Lines(Reported.Report([])));
    }

    private static string Line(PolicyFinding finding) => Assert.Single(WorkflowCommands.Lines(Reported.Report([finding])));
}
