using CalicoPolicy.Core.Documents.Export;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Writes a report to a file.</summary>
public static class ReportFile
{
    /// <summary>Why a report may not be written to a file; null where it may. An older report may always be replaced.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="force">Whether a read-only file is written too.</param>
    /// <param name="noClobber">Whether a file that is there stays as it is.</param>
    public static ExportError? Refusal(string path, bool force, bool noClobber)
    {
        if (Directory.Exists(path)) return new(ExportErrorCode.PathNotWritable, $"'{path}' is a folder.", "Name a file in it.");
        if (!File.Exists(path)) return null;
        if (noClobber) return new(ExportErrorCode.FileExists, $"'{path}' is there already.", "Leave out -NoClobber to write over it, or name another file.");
        return !force && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
            ? new(ExportErrorCode.FileReadOnly, $"'{path}' is read-only.", "Use -Force to write over it all the same.")
            : null;
    }

    /// <summary>Writes a report: the file is the old one or the whole new one at any time.</summary>
    /// <param name="report">The findings.</param>
    /// <param name="format">The format.</param>
    /// <param name="path">The file's full path; missing folders are made.</param>
    /// <param name="cancellationToken">Ends the writing; the file then stays as it was.</param>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Write(FindingReport report, ReportFormat format, string path, CancellationToken cancellationToken) =>
        ReplacedFile.Write(path, stream => Write(report, format, stream, cancellationToken));

    private static void Write(FindingReport report, ReportFormat format, Stream stream, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case ReportFormat.Sarif:
                SarifWriter.Write(report, stream, cancellationToken);
                break;
            case ReportFormat.JUnit:
                JUnitWriter.Write(report, stream, cancellationToken);
                break;
            default:
                LineReport.Write(report, format, stream, cancellationToken);
                break;
        }
    }
}
