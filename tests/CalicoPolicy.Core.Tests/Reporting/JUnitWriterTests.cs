using System.Xml.Linq;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Reporting;

public class JUnitWriterTests
{
    [Fact]
    public void A_finding_is_a_case_that_failed()
    {
        var test = Assert.Single(Xml([Reported.Finding()]).Descendants("testcase"));
        Assert.Equal(
            ["classname=CP5004 AllowAny", "name=NetworkPolicy shop/application.web $.spec.egress[0]", "file=policies/web.yaml", "line=9"],
            test.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"));
        var failure = Assert.Single(test.Elements());
        Assert.Equal(("failure", "High: The egress rule 1 allows any.", "High"), (failure.Name.LocalName, failure.Attribute("message")!.Value, failure.Attribute("type")!.Value));
        Assert.Equal("policies/web.yaml:9:7\nThe egress rule 1 allows any.\nAdd a selector.\nhttps://github.com/calicopolicy/calicopolicy/blob/main/docs/rules/CP5004.md", failure.Value);
    }

    [Theory]
    [InlineData(FindingSeverity.Error, "failure")]
    [InlineData(FindingSeverity.High, "failure")]
    [InlineData(FindingSeverity.Medium, "failure")]
    [InlineData(FindingSeverity.Low, "skipped,system-out")]
    public void Low_ones_are_skipped(FindingSeverity severity, string elements) => Assert.Equal(
        elements, string.Join(',', Xml([Reported.Finding(severity: severity)]).Descendants("testcase").Elements().Select(element => element.Name.LocalName)));

    [Fact]
    public void Each_file_has_a_suite_and_what_has_none_an_object()
    {
        var xml = Xml(
        [
            Reported.Finding() with { File = Path.Combine(Reported.Root, "b.yaml") },
            Reported.Finding() with { File = Path.Combine(Reported.Root, "a.yaml") },
            Reported.Finding(severity: FindingSeverity.Low) with { File = Path.Combine(Reported.Root, "b.yaml") },
            Reported.Finding() with { File = null, Line = null, Column = null },
        ]);
        Assert.Equal("4 3 0 1", Counts(xml));
        Assert.Equal(
            ["b.yaml 2 1 0 1", "a.yaml 1 1 0 0", "NetworkPolicy shop/application.web 1 1 0 0"],
            xml.Elements("testsuite").Select(suite => $"{suite.Attribute("name")!.Value} {Counts(suite)}"));
        Assert.All(xml.Elements("testsuite"), suite => Assert.Equal((string)suite.Attribute("tests")!, $"{suite.Elements("testcase").Count()}"));
    }

    [Fact]
    public void Cases_of_one_suite_differ_by_name() => Assert.Equal(
        ["NetworkPolicy shop/application.web $.spec.egress[0]", "NetworkPolicy shop/application.web $.spec.egress[0] (2)"],
        Xml([Reported.Finding("a"), Reported.Finding("b")]).Descendants("testcase").Select(test => test.Attribute("name")!.Value));

    [Fact]
    public void Without_findings_one_case_passed()
    {
        var xml = Xml([]);
        Assert.Equal("1 0 0 0", Counts(xml));
        Assert.Empty(Assert.Single(xml.Descendants("testcase")).Elements());
    }

    [Fact]
    public void With_a_baseline_only_new_findings_are_cases() =>
        Assert.Single(Parse(Reported.Report([Reported.Finding("a"), Reported.Finding("b")], new([Reported.Finding("a")]))).Descendants("testcase"));

    [Fact]
    public void Any_text_is_well_formed()
    {
        foreach (var text in NastyStrings.Of(400, seed: 1).Append("\uD800"))
        {
            var test = Assert.Single(Xml([Reported.Finding() with { Name = text, Message = text }]).Descendants("testcase"));
            Assert.Equal($"NetworkPolicy shop/{Clean(text)} $.spec.egress[0]", test.Attribute("name")!.Value);
        }
    }

    // What XML 1.0 cannot say.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is '\t' or '\n' or '\r' or (>= ' ' and not 0xFFFE and not 0xFFFF) ? rune.ToString() : "\uFFFD"));

    private static string Counts(XElement element) => string.Join(' ', ((string[])["tests", "failures", "errors", "skipped"]).Select(name => element.Attribute(name)!.Value));

    private static XElement Xml(IEnumerable<PolicyFinding> findings) => Parse(Reported.Report(findings));

    private static XElement Parse(FindingReport report)
    {
        using var stream = new MemoryStream();
        JUnitWriter.Write(report, stream, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return XDocument.Load(stream).Root!;
    }
}
