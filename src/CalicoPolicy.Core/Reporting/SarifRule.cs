using System.Text.Json;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>A rule as SARIF's reportingDescriptor.</summary>
internal static class SarifRule
{
    public static void Write(Utf8JsonWriter json, RuleDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        WriteText(json, "shortDescription", rule.Summary);
        WriteText(json, "fullDescription", $"{rule.Summary} Severity: {rule.Severity}, unless a finding states another.");
        json.WriteString("helpUri", rule.HelpUri.AbsoluteUri);
        json.WriteStartObject("help");
        json.WriteString("text", $"Why it matters, a bad and a good example, how to mend it and when to ignore it: {rule.HelpUri.AbsoluteUri}");
        json.WriteString("markdown", $"Why it matters, a bad and a good example, how to mend it and when to ignore it: [{rule.Id} {rule.Name}]({rule.HelpUri.AbsoluteUri})");
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", SarifNames.Level(rule.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", rule.Severity.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
