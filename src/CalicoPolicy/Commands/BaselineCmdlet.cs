using System.Management.Automation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that tells new findings from those that are known.</summary>
public abstract class BaselineCmdlet : SnapshotReadingCmdlet
{
    /// <summary>A SARIF file that Export-PolicyFinding wrote: the findings that are known.</summary>
    [Parameter]
    public string? Baseline { get; set; }

    /// <summary>What is known; null without -Baseline.</summary>
    private protected FindingBaseline? KnownFindings { get; private set; }

    /// <summary>The folder that the baseline names files from.</summary>
    private protected virtual string RootFolder => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>Reads the baseline first: without it every finding would look new.</summary>
    protected override void BeginProcessing()
    {
        if (Baseline is null) return;
        try
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Baseline, out var provider, out _);
            if (provider.Name != "FileSystem") throw new NotSupportedException("It is not in the file system.");
            if (Directory.Exists(file)) throw new NotSupportedException("It is a folder.");
            using var stream = File.OpenRead(file);
            KnownFindings = SarifReader.ReadBaseline(stream, RootFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException
            or ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            ThrowError(
                "BaselineUnreadable",
                new InvalidOperationException($"The baseline '{Baseline}' cannot be used. {exception.Message}", exception),
                ErrorCategory.InvalidData,
                Baseline,
                "Write one: pipe the findings that are to be known to Export-PolicyFinding -Format Sarif.");
        }
    }
}
