using System.Globalization;

namespace CalicoPolicy.Core.Findings;

/// <summary>Counts findings by severity. For one thread.</summary>
public sealed class FindingTally
{
    private readonly int[] _counts = new int[(int)FindingSeverity.Error + 1];

    /// <summary>Counts a finding.</summary>
    public void Add(PolicyFinding finding) => _counts[(int)finding.Severity]++;

    /// <summary>How many were counted.</summary>
    public int Total => CountFrom(FindingSeverity.Low);

    /// <summary>How many of a severity were counted.</summary>
    public int CountOf(FindingSeverity severity) => _counts[(int)severity];

    /// <summary>How many of a severity or a higher one were counted.</summary>
    public int CountFrom(FindingSeverity severity) => _counts.AsSpan((int)severity).ToArray().Sum();

    /// <summary>The counts, the highest severity first, without those that are 0: <c>1 Error, 3 Medium</c>.</summary>
    public override string ToString() => Total == 0 ? "none" : string.Join(", ", Severities
        .Where(severity => CountOf(severity) > 0)
        .Select(severity => string.Create(CultureInfo.InvariantCulture, $"{CountOf(severity)} {severity}")));

    private static IEnumerable<FindingSeverity> Severities => Enum.GetValues<FindingSeverity>().OrderDescending();
}
