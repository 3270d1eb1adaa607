using System.Globalization;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Findings as workflow commands of GitHub Actions, which become annotations on the lines of a pull request.</summary>
public static class WorkflowCommands
{
    /// <summary>A line for each finding; with a baseline for each new one.</summary>
    /// <param name="report">The findings.</param>
    public static IEnumerable<string> Lines(FindingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Current.Select(finding =>
            $"::{Command(finding.Severity)} {Properties(finding, report.Root)}::{Data($"{ReportText.Subject(finding)}: {finding.Message} {finding.Recommendation}")}");
    }

    private static string Command(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error or FindingSeverity.High => "error",
        FindingSeverity.Medium => "warning",
        FindingSeverity.Low => "notice",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "There is no such severity."),
    };

    private static string Properties(PolicyFinding finding, string root)
    {
        var title = $"title={Property($"{finding.RuleId} {finding.RuleName}")}";
        if (finding.File is not { } file) return title;
        var place = $"file={Property(ReportPath.Shown(file, root))}";
        return finding.Line is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"{place},line={line},col={finding.Column ?? 1},endLine={finding.EndLine ?? line},{title}")
            : $"{place},{title}";
    }

    // As GitHub's own toolkit escapes: a line ends a command, and in properties the separators do their work too.
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
