using System.Text;
using System.Text.Json;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Reporting;

/// <summary>Findings to report, and reports as they come out.</summary>
internal static class Reported
{
    /// <summary>A folder that no file is read from.</summary>
    public static string Root { get; } = Path.Combine(Path.GetPathRoot(Environment.CurrentDirectory)!, "repository");

    public static RuleDescriptor[] Catalogue { get; } = Input.AllDescriptors;

    /// <summary>A finding like those of a rule.</summary>
    public static PolicyFinding Finding(string fingerprint = "0123456789abcdef0123456789abcdef", FindingSeverity severity = FindingSeverity.High) => new()
    {
        RuleId = "CP5004",
        RuleName = "AllowAny",
        Severity = severity,
        Kind = "NetworkPolicy",
        Namespace = "shop",
        Name = "application.web",
        JsonPath = "$.spec.egress[0]",
        File = Path.Combine(Root, "policies", "web.yaml"),
        Line = 9,
        Column = 7,
        EndLine = 10,
        Message = "The egress rule 1 allows any.",
        Recommendation = "Add a selector.",
        HelpUri = new("https://github.com/calicopolicy/calicopolicy/blob/main/docs/rules/CP5004.md"),
        Fingerprint = fingerprint,
    };

    /// <summary>All that is found in the bad examples of the best-practice page, as read from files below the root.</summary>
    public static List<PolicyFinding> OfExamples()
    {
        var folder = RepositoryFiles.PathOf("docs", "examples", "best-practices");
        return Input.Judge([.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => Input.Read(File.ReadAllText(file), Path.Combine(Root, Path.GetFileName(file))))]);
    }

    public static FindingReport Report(IEnumerable<PolicyFinding> findings, FindingBaseline? baseline = null) => new(findings, Catalogue, Root, baseline);

    public static string Sarif(IEnumerable<PolicyFinding> findings, FindingBaseline? baseline = null)
    {
        using var stream = new MemoryStream();
        SarifWriter.Write(Report(findings, baseline), stream, TestContext.Current.CancellationToken);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    /// <summary>The only run of a SARIF text.</summary>
    public static JsonElement Run(string sarif) => Assert.Single(JsonDocument.Parse(sarif).RootElement.GetProperty("runs").EnumerateArray());

    public static JsonElement[] Results(string sarif) => [.. Run(sarif).GetProperty("results").EnumerateArray()];

    public static FindingBaseline Baseline(string sarif) => SarifReader.ReadBaseline(new MemoryStream(Encoding.UTF8.GetBytes(sarif)), Root);
}
