using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Words that reports share.</summary>
internal static class ReportText
{
    /// <summary>The object as <c>NetworkPolicy shop/web</c>.</summary>
    public static string Subject(PolicyFinding finding) =>
        finding.Namespace is null ? $"{finding.Kind} {finding.Name}" : $"{finding.Kind} {finding.Namespace}/{finding.Name}";
}
