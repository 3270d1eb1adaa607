namespace CalicoPolicy.Core.Findings;

/// <summary>
/// Findings that are known already. They are counted by fingerprint: a finding that is in the baseline twice hides two of its like,
/// and a third one is new.
/// </summary>
public sealed class FindingBaseline
{
    private readonly PolicyFinding[] _findings;

    /// <summary>Makes a baseline.</summary>
    /// <param name="findings">What is known.</param>
    public FindingBaseline(IEnumerable<PolicyFinding> findings) => _findings = [.. findings];

    /// <summary>How many findings are known.</summary>
    public int Count => _findings.Length;

    /// <summary>Findings in their order, new or unchanged, then those that are absent. O(findings + baseline).</summary>
    /// <param name="findings">What was found now.</param>
    public IEnumerable<ComparedFinding> Compare(IEnumerable<PolicyFinding> findings)
    {
        var left = Counts();
        foreach (var finding in findings)
            yield return new(finding, Take(left, finding) ? BaselineState.Unchanged : BaselineState.New);
        foreach (var known in _findings)
        {
            if (Take(left, known)) yield return new(known, BaselineState.Absent);
        }
    }

    /// <summary>The findings that are not in the baseline.</summary>
    /// <param name="findings">What was found now.</param>
    public IEnumerable<PolicyFinding> NewOf(IEnumerable<PolicyFinding> findings)
    {
        var left = Counts();
        foreach (var finding in findings)
        {
            if (!Take(left, finding)) yield return finding;
        }
    }

    private Dictionary<string, int> Counts()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var known in _findings) counts[known.Fingerprint] = counts.GetValueOrDefault(known.Fingerprint) + 1;
        return counts;
    }

    private static bool Take(Dictionary<string, int> left, PolicyFinding finding)
    {
        var count = left.GetValueOrDefault(finding.Fingerprint);
        if (count > 0) left[finding.Fingerprint] = count - 1;
        return count > 0;
    }
}
