using System.Text.RegularExpressions;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What kubectl wrote to standard error, taken apart: warnings, and the lines that say what went wrong.</summary>
internal sealed partial class KubectlReport
{
    private KubectlReport(IReadOnlyList<string> warnings, IReadOnlyList<string> lines)
    {
        Warnings = warnings;
        Lines = lines;
    }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The lines of the message, without log lines, warnings and what stands for credentials in addresses.</summary>
    public IReadOnlyList<string> Lines { get; }

    public static KubectlReport Read(string text)
    {
        var warnings = new List<string>();
        var lines = new List<string>();
        foreach (var raw in text.Split('\n'))
        {
            var line = Credentials().Replace(raw.TrimEnd('\r'), "://");
            if (LogLine().IsMatch(line)) continue;
            if (line.StartsWith("Warning: ", StringComparison.Ordinal))
                warnings.Add(line["Warning: ".Length..]);
            else if (!line.StartsWith("WARNING: version difference", StringComparison.Ordinal))
                lines.Add(line);
        }

        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1])) lines.RemoveAt(lines.Count - 1);
        return new(warnings, lines);
    }

    /// <summary>The error that the lines tell.</summary>
    public ServerError ToError(int exitCode) => ServerErrorReader.Read(Lines, exitCode);

    [GeneratedRegex(@"^[EWIF]\d{4} \d\d:\d\d:\d\d\.\d+ ", RegexOptions.CultureInvariant)]
    private static partial Regex LogLine();

    [GeneratedRegex(@"://[^/@\s""]*@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
