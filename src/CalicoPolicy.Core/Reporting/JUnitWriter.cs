using System.Globalization;
using System.Text;
using System.Xml;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>
/// Writes findings as JUnit XML, as GitLab, Azure Pipelines and Jenkins show it: a suite for each file, a test case for each finding,
/// which failed, or was skipped where the severity is Low. Without findings there is one case that passed, since a report without
/// cases is an error to some.
/// </summary>
public static class JUnitWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The findings; with a baseline only new ones are written.</param>
    /// <param name="stream">Takes the text, in UTF-8.</param>
    /// <param name="cancellationToken">Ends the writing; the stream then holds a part.</param>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Write(FindingReport report, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(stream);
        PolicyFinding[] findings = [.. report.Current];
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "CalicoPolicy");
            WriteCounts(xml, findings);
            foreach (var suite in findings.GroupBy(finding => Place(finding, report.Root), StringComparer.Ordinal))
                WriteSuite(xml, suite, report.Root, cancellationToken);
            if (findings.Length == 0) WritePassed(xml);
            xml.WriteEndElement();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteSuite(XmlWriter xml, IGrouping<string, PolicyFinding> suite, string root, CancellationToken cancellationToken)
    {
        xml.WriteStartElement("testsuite");
        Write(xml, "name", suite.Key);
        WriteCounts(xml, [.. suite]);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in suite)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteCase(xml, finding, names, root);
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, PolicyFinding finding, Dictionary<string, int> names, string root)
    {
        xml.WriteStartElement("testcase");
        Write(xml, "classname", $"{finding.RuleId} {finding.RuleName}");
        Write(xml, "name", Unique(names, $"{ReportText.Subject(finding)} {finding.JsonPath}", finding.RuleId));
        if (finding.File is { } file) Write(xml, "file", ReportPath.Shown(file, root));
        if (finding.Line is { } line) Write(xml, "line", line.ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement(IsFailure(finding) ? "failure" : "skipped");
        Write(xml, "message", $"{finding.Severity}: {finding.Message}");
        if (IsFailure(finding))
        {
            Write(xml, "type", finding.Severity.ToString());
            xml.WriteString(Clean(Details(finding, root)));
        }

        xml.WriteEndElement();
        if (!IsFailure(finding)) xml.WriteElementString("system-out", Clean(Details(finding, root)));
        xml.WriteEndElement();
    }

    private static void WritePassed(XmlWriter xml)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "CalicoPolicy");
        xml.WriteAttributeString("tests", "1");
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "CalicoPolicy");
        xml.WriteAttributeString("name", "No findings");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, PolicyFinding[] findings)
    {
        var failures = findings.Count(IsFailure);
        Write(xml, "tests", Math.Max(1, findings.Length).ToString(CultureInfo.InvariantCulture));
        Write(xml, "failures", failures.ToString(CultureInfo.InvariantCulture));
        Write(xml, "errors", "0");
        Write(xml, "skipped", (findings.Length - failures).ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsFailure(PolicyFinding finding) => finding.Severity >= FindingSeverity.Medium;

    private static string Place(PolicyFinding finding, string root) => finding.File is { } file ? ReportPath.Shown(file, root) : ReportText.Subject(finding);

    private static string Details(PolicyFinding finding, string root) =>
        $"{Place(finding, root)}{(finding.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line}:{finding.Column}") : "")}\n{finding.Message}\n{finding.Recommendation}\n{finding.HelpUri.AbsoluteUri}";

    // Cases of one name are one case to those who read them.
    private static string Unique(Dictionary<string, int> names, string name, string rule)
    {
        var count = names.GetValueOrDefault(rule + name) + 1;
        names[rule + name] = count;
        return count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({count})");
    }

    private static void Write(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    // XML has no way to write most control characters.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
                clean.Append(text[index]).Append(text[++index]);
            else
                clean.Append(XmlConvert.IsXmlChar(text[index]) ? text[index] : '\uFFFD');
        }

        return clean.ToString();
    }
}
