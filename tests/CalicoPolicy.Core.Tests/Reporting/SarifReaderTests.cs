using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Reporting;

public class SarifReaderTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        var findings = Reported.OfExamples();
        Assert.True(findings.Count > 20);
        Assert.Equal(findings, Known(Reported.Sarif(findings)));
    }

    [Fact]
    public void So_is_what_was_never_in_a_file_and_what_has_no_namespace_or_saves_something()
    {
        PolicyFinding[] findings =
        [
            Reported.Finding() with { File = null, Line = null, Column = null, EndLine = null, Namespace = null },
            Reported.Finding() with { Saving = "3 rules", Severity = FindingSeverity.Low, File = Path.GetFullPath(Path.Combine(Reported.Root, "..", "a b.yaml")) },
        ];
        Assert.Equal(findings, Known(Reported.Sarif(findings)));
    }

    [Fact]
    public void Nasty_texts_are_read_back()
    {
        PolicyFinding[] findings = [.. NastyStrings.Of(400, seed: 1).Select(text => Reported.Finding() with { Name = text, Message = $"{text}.", Recommendation = $"{text}!", JsonPath = text })];
        Assert.Equal(findings, Known(Reported.Sarif(findings)));
    }

    [Fact]
    public void Absent_results_are_not_known_any_more() => Assert.Equal(
        ["b", "c"],
        Known(Reported.Sarif([Reported.Finding("b"), Reported.Finding("c")], new([Reported.Finding("a"), Reported.Finding("b")]))).Select(finding => finding.Fingerprint));

    [Fact]
    public void Runs_of_other_tools_are_passed_over()
    {
        const string Other = """{"tool":{"driver":{"name":"Other"}},"results":[{"message":{"text":"x"}}]},""";
        var text = Reported.Sarif([Reported.Finding()]).Replace("\"runs\":[", $"\"runs\":[{Other}", StringComparison.Ordinal);
        Assert.Equal([Reported.Finding()], Known(text));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("kind: NetworkPolicy", "not JSON")]
    [InlineData("[]", "not SARIF 2.1.0")]
    [InlineData("{}", "not SARIF 2.1.0")]
    [InlineData("""{"version":"1.0.0","runs":[]}""", "not SARIF 2.1.0")]
    [InlineData("""{"version":"2.1.0"}""", "No run in it is of CalicoPolicy")]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Other"}},"results":[]}]}""", "No run in it is of CalicoPolicy")]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CalicoPolicy"}},"results":[{}]}]}""", "lacks 'ruleId'")]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CalicoPolicy"}},"results":[{"ruleId":"CP1005","message":{"text":"x"}}]}]}""", "lacks 'calicoPolicy/v1'")]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":7,"results":"x"},8]}""", "No run in it is of CalicoPolicy")]
    public void What_is_no_such_file_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Reported.Baseline(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_with_a_mark_is_read()
    {
        var bytes = new System.Text.UTF8Encoding(true).GetPreamble().Concat(System.Text.Encoding.UTF8.GetBytes(Reported.Sarif([Reported.Finding()])));
        Assert.Equal(1, SarifReader.ReadBaseline(new MemoryStream([.. bytes]), Reported.Root).Count);
    }

    // Against no findings at all, everything that is known is absent.
    private static IEnumerable<PolicyFinding> Known(string sarif) => Reported.Baseline(sarif).Compare([]).Select(compared => compared.Finding);
}
