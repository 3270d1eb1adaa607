using System.Management.Automation;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Reporting;

namespace CalicoPolicy.Commands;

/// <summary>Writes findings for programs that show them: code scanning, CI, pull requests.</summary>
[Cmdlet(VerbsData.Export, "PolicyFinding", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(string))]
public sealed class ExportPolicyFindingCommand : BaselineCmdlet
{
    private readonly List<PolicyFinding> _findings = [];

    /// <summary>The findings.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PolicyFinding[] InputObject { get; set; } = [];

    /// <summary>The file; GitHub and Markdown are the output where none is given.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>The format.</summary>
    [Parameter(Position = 1)]
    public ReportFormat Format { get; set; } = ReportFormat.Sarif;

    /// <summary>The folder that files are named from; the current folder where none is given.</summary>
    [Parameter]
    public string? Root { get; set; }

    /// <summary>Writes over a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that is there as it is, with an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    private protected override string RootFolder => Root is null ? base.RootFolder : SessionState.Path.GetUnresolvedProviderPathFromPSPath(Root);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is not null || LineReport.Is(Format)) return;
        ThrowError(
            "ReportNeedsPath",
            new PSArgumentException($"The format {Format} needs a path."),
            ErrorCategory.InvalidArgument,
            Format,
            "Give -Path, or a format of lines: GitHub or Markdown.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => _findings.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var report = new FindingReport(_findings, PracticeCatalogue.Descriptors, RootFolder, KnownFindings);
        if (Path is null)
            WriteObject(LineReport.Lines(report, Format), enumerateCollection: true);
        else if (SessionPaths.ForWriting(this, Path) is { } file)
            Write(report, file);
    }

    private void Write(FindingReport report, string file)
    {
        if (ReportFile.Refusal(file, Force, NoClobber) is { } refusal)
        {
            WriteError(refusal.Code.ToString(), new IOException(refusal.Message), ErrorCategory.InvalidOperation, file, refusal.Action);
            return;
        }

        if (!ShouldProcess(file, report.Findings.Count == 1 ? "Write 1 finding" : $"Write {report.Findings.Count} findings")) return;
        try
        {
            ReportFile.Write(report, Format, file, Cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError("FileNotWritten", exception, ErrorCategory.WriteError, file, "Check the folder's rights and free space.");
            return;
        }

        if (PassThru) WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true);
    }
}
