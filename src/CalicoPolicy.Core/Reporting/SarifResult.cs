using System.Text.Json;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>A finding as SARIF's result. Its property bag holds what SARIF has no place for, so that a finding can be read back.</summary>
internal static class SarifResult
{
    public static void Write(Utf8JsonWriter json, ComparedFinding compared, int ruleIndex, string root)
    {
        var finding = compared.Finding;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.RuleId);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", SarifNames.Level(finding.Severity));
        json.WriteStartObject("message");
        json.WriteString("text", $"{finding.Message} {finding.Recommendation}");
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        if (finding.File is { } file) WritePlace(json, finding, file, root);
        WriteObject(json, finding);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString(SarifNames.Fingerprint, finding.Fingerprint);
        json.WriteEndObject();
        if (compared.State is { } state) json.WriteString("baselineState", SarifNames.State(state));
        WriteProperties(json, finding);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, PolicyFinding finding, string file, string root)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        if (ReportPath.Relative(file, root) is { } relative)
        {
            json.WriteString("uri", ReportPath.RelativeUri(relative));
            json.WriteString("uriBaseId", SarifNames.Root);
        }
        else
        {
            json.WriteString("uri", ReportPath.AbsoluteUri(file));
        }

        json.WriteEndObject();
        if (finding.Line is { } line)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", line);
            if (finding.Column is { } column) json.WriteNumber("startColumn", column);
            if (finding.EndLine is { } endLine) json.WriteNumber("endLine", endLine);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, PolicyFinding finding)
    {
        var name = finding.Namespace is null ? $"{finding.Kind}/{finding.Name}" : $"{finding.Kind}/{finding.Namespace}/{finding.Name}";
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", finding.Name);
        json.WriteString("fullyQualifiedName", name);
        json.WriteString("kind", "object");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("name", finding.JsonPath);
        json.WriteString("fullyQualifiedName", $"{name}/{finding.JsonPath}");
        json.WriteString("kind", "property");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, PolicyFinding finding)
    {
        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString());
        json.WriteString("kind", finding.Kind);
        if (finding.Namespace is not null) json.WriteString("namespace", finding.Namespace);
        json.WriteString("name", finding.Name);
        json.WriteString("jsonPath", finding.JsonPath);
        json.WriteString("recommendation", finding.Recommendation);
        if (finding.Saving is not null) json.WriteString("saving", finding.Saving);
        json.WriteEndObject();
    }
}
