using System.Text.Json;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Reads back what <see cref="SarifWriter"/> wrote.</summary>
public static class SarifReader
{
    /// <summary>
    /// The findings of a file, as a baseline: those that the file itself calls absent are not in it. Results of other tools in the
    /// file are passed over.
    /// </summary>
    /// <param name="stream">The text.</param>
    /// <param name="root">The folder that the file's relative paths are meant from: a full path.</param>
    /// <exception cref="FormatException">This is no SARIF of this tool; the message says why.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static FindingBaseline ReadBaseline(Stream stream, string root)
    {
        using var document = Parse(stream);
        if (Text(document.RootElement, "version") != SarifNames.Version) throw new FormatException($"It is not SARIF {SarifNames.Version}.");
        var runs = Items(document.RootElement, "runs").Where(IsOwn).ToArray();
        if (runs.Length == 0) throw new FormatException("No run in it is of CalicoPolicy.");
        return new(runs.SelectMany(run => Findings(run, root)));
    }

    private static JsonDocument Parse(Stream stream)
    {
        try
        {
            return JsonDocument.Parse(stream);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"It is not JSON: {exception.Message}", exception);
        }
    }

    private static bool IsOwn(JsonElement run) => Text(Member(Member(run, "tool"), "driver"), "name") == SarifNames.Tool;

    private static IEnumerable<PolicyFinding> Findings(JsonElement run, string root)
    {
        var rules = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var rule in Items(Member(Member(run, "tool"), "driver"), "rules"))
        {
            if (Text(rule, "id") is { } id) rules[id] = rule;
        }

        foreach (var result in Items(run, "results"))
        {
            if (Text(result, "baselineState") != SarifNames.State(BaselineState.Absent)) yield return Finding(result, rules, root);
        }
    }

    private static PolicyFinding Finding(JsonElement result, Dictionary<string, JsonElement> rules, string root)
    {
        var properties = Member(result, "properties");
        var id = Needed(result, "ruleId");
        var rule = rules.GetValueOrDefault(id);
        var recommendation = Text(properties, "recommendation") ?? string.Empty;
        var location = Items(result, "locations").FirstOrDefault();
        var place = Member(location, "physicalLocation");
        var region = Member(place, "region");
        return new()
        {
            RuleId = id,
            RuleName = Text(rule, "name") ?? id,
            Severity = Enum.TryParse<FindingSeverity>(Text(properties, "severity"), out var severity) ? severity : FindingSeverity.Low,
            Kind = Text(properties, "kind") ?? string.Empty,
            Namespace = Text(properties, "namespace"),
            Name = Text(properties, "name") ?? string.Empty,
            JsonPath = Text(properties, "jsonPath") ?? "$",
            File = Text(Member(place, "artifactLocation"), "uri") is { } uri ? ReportPath.FromUri(uri, root) : null,
            Line = Number(region, "startLine"),
            Column = Number(region, "startColumn"),
            EndLine = Number(region, "endLine"),
            Message = Message(Needed(Member(result, "message"), "text"), recommendation),
            Recommendation = recommendation,
            Saving = Text(properties, "saving"),
            HelpUri = Uri.TryCreate(Text(rule, "helpUri"), UriKind.Absolute, out var help) ? help : new Uri(SarifNames.ToolUri),
            Fingerprint = Needed(Member(result, "partialFingerprints"), SarifNames.Fingerprint),
        };
    }

    private static string Message(string text, string recommendation) =>
        recommendation.Length > 0 && text.EndsWith($" {recommendation}", StringComparison.Ordinal) ? text[..^(recommendation.Length + 1)] : text;

    private static string Needed(JsonElement element, string name) => Text(element, name)
        ?? throw new FormatException($"A result in it lacks '{name}': Export-PolicyFinding did not write it so.");

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static JsonElement[] Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}
