using System.Text.Json;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;

namespace CalicoPolicy.Core.Tests.Reporting;

public class SarifWriterTests
{
    [Fact]
    public void A_result_says_what_where_and_how_to_mend_it() => Assert.Equal(
        """
        {"ruleId":"CP5004","ruleIndex":0,"level":"error","message":{"text":"The egress rule 1 allows any. Add a selector."},
        "locations":[{"physicalLocation":{"artifactLocation":{"uri":"policies/web.yaml","uriBaseId":"SRCROOT"},
        "region":{"startLine":9,"startColumn":7,"endLine":10}},
        "logicalLocations":[{"name":"application.web","fullyQualifiedName":"NetworkPolicy/shop/application.web","kind":"object"},
        {"name":"$.spec.egress[0]","fullyQualifiedName":"NetworkPolicy/shop/application.web/$.spec.egress[0]","kind":"property"}]}],
        "partialFingerprints":{"calicoPolicy/v1":"0123456789abcdef0123456789abcdef"},
        "properties":{"severity":"High","kind":"NetworkPolicy","namespace":"shop","name":"application.web","jsonPath":"$.spec.egress[0]","recommendation":"Add a selector."}}
        """.ReplaceLineEndings("\n").Replace("\n", string.Empty, StringComparison.Ordinal),
        Reported.Results(Reported.Sarif([Reported.Finding()]))[0].GetRawText());

    [Fact]
    public void The_run_names_the_tool_and_how_columns_count()
    {
        var text = Reported.Sarif([]);
        var run = Reported.Run(text);
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("CalicoPolicy", driver.GetProperty("name").GetString());
        Assert.Equal(typeof(SarifWriter).Assembly.GetName().Version!.ToString(3), driver.GetProperty("version").GetString());
        Assert.StartsWith("https://", driver.GetProperty("informationUri").GetString(), StringComparison.Ordinal);
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        Assert.Empty(run.GetProperty("results").EnumerateArray());
        Assert.Equal("2.1.0", JsonDocument.Parse(text).RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void The_rules_that_occur_are_described_and_no_others()
    {
        var findings = Reported.OfExamples();
        var text = Reported.Sarif(findings);
        var rules = Reported.Run(text).GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal(findings.Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal), rules.Select(rule => rule.GetProperty("id").GetString()));
        Assert.All(rules, rule =>
        {
            var known = Assert.Single(Reported.Catalogue, known => known.Id == rule.GetProperty("id").GetString());
            Assert.Equal(known.Name, rule.GetProperty("name").GetString());
            Assert.Equal(known.Summary, rule.GetProperty("shortDescription").GetProperty("text").GetString());
            Assert.StartsWith(known.Summary, rule.GetProperty("fullDescription").GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal(known.HelpUri.AbsoluteUri, rule.GetProperty("helpUri").GetString());
            Assert.Equal(known.Severity.ToString(), rule.GetProperty("properties").GetProperty("severity").GetString());
        });
        Assert.All(Reported.Results(text), result => Assert.Equal(
            result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData(FindingSeverity.Error, "error")]
    [InlineData(FindingSeverity.High, "error")]
    [InlineData(FindingSeverity.Medium, "warning")]
    [InlineData(FindingSeverity.Low, "note")]
    public void Severities_become_levels(FindingSeverity severity, string level) => Assert.Equal(
        level, Reported.Results(Reported.Sarif([Reported.Finding(severity: severity)]))[0].GetProperty("level").GetString());

    [Fact]
    public void A_rule_that_is_not_in_the_catalogue_is_described_by_its_findings()
    {
        var rule = Reported.Run(Reported.Sarif([Reported.Finding() with { RuleId = "CP9001", RuleName = "Later" }]))
            .GetProperty("tool").GetProperty("driver").GetProperty("rules")[0];
        Assert.Equal(("CP9001", "Later"), (rule.GetProperty("id").GetString(), rule.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("a b#c%20.yaml", "a%20b%23c%2520.yaml")]
    [InlineData("größe/x?.yaml", "gr%C3%B6%C3%9Fe/x%3F.yaml")]
    [InlineData("c:x.yaml", "c%3Ax.yaml")]
    public void Files_below_the_root_are_relative_uris(string file, string uri)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        Assert.Equal((uri, "SRCROOT"), Place(Path.Combine(Reported.Root, file)));
        Assert.Equal((uri, "SRCROOT"), Place(file));
    }

    [Theory]
    [InlineData("../other/a b.yaml", "/other/a%20b.yaml")]
    [InlineData("../repository2/a.yaml", "/repository2/a.yaml")]
    public void Files_outside_of_the_root_are_absolute_uris(string file, string end)
    {
        var (uri, root) = Place(Path.GetFullPath(Path.Combine(Reported.Root, file)));
        Assert.StartsWith("file:///", uri, StringComparison.Ordinal);
        Assert.EndsWith(end, uri, StringComparison.Ordinal);
        Assert.Null(root);
    }

    [Fact]
    public void A_file_may_begin_with_two_dots() => Assert.Equal(("..a.yaml", "SRCROOT"), Place(Path.Combine(Reported.Root, "..a.yaml")));

    [Fact]
    public void What_was_not_read_from_a_file_has_a_logical_place_only()
    {
        var location = Reported.Results(Reported.Sarif([Reported.Finding() with { File = null, Line = null, Column = null, EndLine = null }]))[0].GetProperty("locations")[0];
        Assert.Equal(["logicalLocations"], location.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Rules_and_results_have_a_line_each_and_the_text_is_the_same_everywhere()
    {
        var findings = Reported.OfExamples();
        var text = Reported.Sarif(findings);
        Assert.Equal(text, Reported.Sarif(findings));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.Equal(1 + findings.Count + findings.Select(finding => finding.RuleId).Distinct().Count(), text.TrimEnd('\n').Split('\n').Length);
        Assert.DoesNotContain(Reported.Root, text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_baseline_results_are_new_unchanged_or_absent()
    {
        var baseline = new FindingBaseline([Reported.Finding("a"), Reported.Finding("b")]);
        var results = Reported.Results(Reported.Sarif([Reported.Finding("b"), Reported.Finding("c")], baseline));
        Assert.Equal(
            ["b unchanged", "c new", "a absent"],
            results.Select(result => $"{result.GetProperty("partialFingerprints").GetProperty("calicoPolicy/v1")} {result.GetProperty("baselineState")}"));
        Assert.All(Reported.Results(Reported.Sarif([Reported.Finding()])), result => Assert.False(result.TryGetProperty("baselineState", out _)));
    }

    [Fact]
    public void Writing_ends_when_asked()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SarifWriter.Write(Reported.Report([Reported.Finding()]), new MemoryStream(), source.Token));
    }

    private static (string? Uri, string? Root) Place(string file)
    {
        var place = Reported.Results(Reported.Sarif([Reported.Finding() with { File = file }]))[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
        return (place.GetProperty("uri").GetString(), place.TryGetProperty("uriBaseId", out var root) ? root.GetString() : null);
    }
}
