using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Findings as a table in Markdown, the highest severity first, for the summary of a CI run or a comment.</summary>
public static class MarkdownSummary
{
    /// <summary>How many rows a summary has at most: GitHub refuses a summary of more than 1 MiB.</summary>
    public const int MaxRows = 1000;

    private const string Special = "\\`*_[]{}<>|~#!";

    /// <summary>The lines of the summary.</summary>
    /// <param name="report">The findings; with a baseline only new ones have a row.</param>
    public static IEnumerable<string> Lines(FindingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var tally = new FindingTally();
        foreach (var finding in report.Current) tally.Add(finding);
        yield return tally.Total == 0 ? "### Network policy: no findings" : $"### Network policy: {tally}";
        foreach (var line in Compared(report)) yield return line;
        if (tally.Total == 0) yield break;
        yield return string.Empty;
        yield return "| Severity | Rule | Object | Place | Finding |";
        yield return "|---|---|---|---|---|";
        foreach (var finding in report.Current.OrderByDescending(finding => finding.Severity).Take(MaxRows)) yield return Row(finding, report.Root);
        if (tally.Total <= MaxRows) yield break;
        yield return string.Empty;
        yield return string.Create(CultureInfo.InvariantCulture, $"{tally.Total - MaxRows} more are not shown.");
    }

    private static IEnumerable<string> Compared(FindingReport report)
    {
        var known = report.Findings.Count(compared => compared.State is BaselineState.Unchanged);
        var gone = report.Findings.Count(compared => compared.State is BaselineState.Absent);
        if (known + gone == 0) yield break;
        yield return string.Empty;
        yield return string.Create(CultureInfo.InvariantCulture, $"Of the baseline {known} are still there and not shown, {gone} are gone.");
    }

    private static string Row(PolicyFinding finding, string root) =>
        $"| {finding.Severity} | [{finding.RuleId} {Text(finding.RuleName)}]({finding.HelpUri.AbsoluteUri}) | {Text(ReportText.Subject(finding))} {Text(finding.JsonPath)} | {Place(finding, root)} | {Text(finding.Message)} {Text(finding.Recommendation)} |";

    private static string Place(PolicyFinding finding, string root) => finding.File is not { } file
        ? string.Empty
        : Text(finding.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{ReportPath.Shown(file, root)}:{line}") : ReportPath.Shown(file, root));

    // Names come from policies and must stay text. A dollar begins mathematics on GitHub whatever stands before it, an at-sign a name.
    private static string Text(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsControl(character)) safe.Append(' ');
            else if (character is '&' or '$' or '@') safe.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
            else if (Special.Contains(character, StringComparison.Ordinal)) safe.Append('\\').Append(character);
            else safe.Append(character);
        }

        return safe.ToString();
    }
}
