using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Findings to be reported, and what a report needs besides.</summary>
public sealed class FindingReport
{
    private readonly Dictionary<string, RuleDescriptor> _catalogue;

    /// <summary>Makes a report.</summary>
    /// <param name="findings">The findings, in the order of the report.</param>
    /// <param name="catalogue">The rules that are known; a rule that is not among them is described as its findings tell.</param>
    /// <param name="root">The folder that files are named from: a full path.</param>
    /// <param name="baseline">What was known before; null where the report does not compare.</param>
    public FindingReport(IEnumerable<PolicyFinding> findings, IEnumerable<RuleDescriptor> catalogue, string root, FindingBaseline? baseline = null)
    {
        Findings = baseline is null ? [.. findings.Select(finding => new ComparedFinding(finding, null))] : [.. baseline.Compare(findings)];
        Root = root;
        _catalogue = catalogue.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
    }

    /// <summary>The findings; with a baseline, those that are absent come last.</summary>
    public IReadOnlyList<ComparedFinding> Findings { get; }

    /// <summary>The findings that a reader has to deal with: all without a baseline, the new ones with it.</summary>
    public IEnumerable<PolicyFinding> Current => Findings.Where(compared => compared.State is null or BaselineState.New).Select(compared => compared.Finding);

    /// <summary>The folder that files are named from.</summary>
    public string Root { get; }

    /// <summary>The rules that occur, by id.</summary>
    public IReadOnlyList<RuleDescriptor> Rules =>
    [
        .. Findings.Select(compared => compared.Finding).DistinctBy(finding => finding.RuleId, StringComparer.Ordinal)
            .OrderBy(finding => finding.RuleId, StringComparer.Ordinal).Select(Describe),
    ];

    private RuleDescriptor Describe(PolicyFinding finding) => _catalogue.GetValueOrDefault(finding.RuleId)
        ?? new RuleDescriptor(finding.RuleId, finding.RuleName, finding.Severity, $"{finding.RuleName}: see the rule's page.");
}
