namespace CalicoPolicy.Core.Reporting;

/// <summary>How findings are written for programs that show them.</summary>
public enum ReportFormat
{
    /// <summary>SARIF 2.1.0, which code scanning and editors read, and which is a baseline for later runs.</summary>
    Sarif,

    /// <summary>JUnit XML, which CI shows as tests.</summary>
    JUnit,

    /// <summary>Workflow commands of GitHub Actions, a line each.</summary>
    GitHub,

    /// <summary>A table in Markdown.</summary>
    Markdown,
}
