using System.Text;

namespace CalicoPolicy.Core.Reporting;

/// <summary>The formats that are lines of text, for a file or for the output of a command.</summary>
public static class LineReport
{
    /// <summary>Whether a format is one of them.</summary>
    public static bool Is(ReportFormat format) => format is ReportFormat.GitHub or ReportFormat.Markdown;

    /// <summary>The lines of a report.</summary>
    /// <param name="report">The findings.</param>
    /// <param name="format">GitHub or Markdown.</param>
    public static IEnumerable<string> Lines(FindingReport report, ReportFormat format) => format switch
    {
        ReportFormat.GitHub => WorkflowCommands.Lines(report),
        ReportFormat.Markdown => MarkdownSummary.Lines(report),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "The format is not one of lines."),
    };

    /// <summary>Writes the lines in UTF-8, each with a line feed.</summary>
    internal static void Write(FindingReport report, ReportFormat format, Stream stream, CancellationToken cancellationToken)
    {
        foreach (var line in Lines(report, format))
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }
}
