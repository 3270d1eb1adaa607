using System.Text.Json.Nodes;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Tests.Shared;
using Json.Schema;

namespace CalicoPolicy.Core.Tests.Reporting;

/// <summary>What is written keeps to the official schema of SARIF 2.1.0, which a package brings. Needs net10.0, as its libraries do.</summary>
public class SarifSchemaProperties
{
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemata", "sarif-2.1.0.json"))));

    public static TheoryData<string> Reports => [.. Texts().Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Reports_keep_to_the_schema(string name) => Assert.Empty(Faults(Texts()[name]));

    [Theory]
    [InlineData("\"level\":\"error\"", "\"level\":\"high\"")]
    [InlineData("\"startLine\":9", "\"startLine\":0")]
    [InlineData("\"columnKind\"", "\"columnKinds\"")]
    [InlineData("\"message\":{\"text\":", "\"message\":{\"words\":")]
    public void The_schema_sees_what_does_not(string what, string with)
    {
        var text = Reported.Sarif([Reported.Finding()]);
        Assert.Contains(what, text, StringComparison.Ordinal);
        Assert.NotEmpty(Faults(text.Replace(what, with, StringComparison.Ordinal)));
    }

    private static Dictionary<string, string> Texts() => new(StringComparer.Ordinal)
    {
        ["none"] = Reported.Sarif([]),
        ["examples"] = Reported.Sarif(Reported.OfExamples()),
        ["baseline"] = Reported.Sarif([Reported.Finding("b"), Reported.Finding("c")], new([Reported.Finding("a"), Reported.Finding("b")])),
        ["no file"] = Reported.Sarif([Reported.Finding() with { File = null, Line = null, Column = null, EndLine = null, Namespace = null }]),
        ["no line"] = Reported.Sarif([Reported.Finding() with { Line = null, Column = null, EndLine = null }]),
        ["outside"] = Reported.Sarif([Reported.Finding() with { File = Path.GetFullPath(Path.Combine(Reported.Root, "..", "a b#.yaml")) }]),
        ["severities"] = Reported.Sarif(Enum.GetValues<FindingSeverity>().Select(severity => Reported.Finding(severity: severity))),
        ["nasty"] = Reported.Sarif(NastyStrings.Of(400, seed: 1).Select(text => Reported.Finding() with { Name = text, Message = $"{text}.", File = Path.Combine(Reported.Root, "a.yaml") })),
    };

    private static string[] Faults(string text)
    {
        var result = Schema.Value.Evaluate(JsonNode.Parse(text), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [.. result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("not valid")];
    }
}
