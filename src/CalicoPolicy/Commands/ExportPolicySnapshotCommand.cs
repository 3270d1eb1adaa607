using System.Management.Automation;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Commands;

/// <summary>Writes a snapshot to one file.</summary>
[Cmdlet(VerbsData.Export, "PolicySnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportPolicySnapshotCommand : CancellableCmdlet
{
    private bool _hasWritten;

    /// <summary>The snapshot.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PolicySnapshot InputObject { get; set; } = null!;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Writes over a file that is read-only or no snapshot.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that is there as it is, with an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (_hasWritten)
        {
            WriteError(
                "FileHasOneSnapshot",
                new PSInvalidOperationException("A file holds one snapshot, and this is another."),
                ErrorCategory.InvalidOperation,
                InputObject,
                "Write each snapshot to a file of its own, e.g. named by its Cluster.");
            return;
        }

        if (SessionPaths.ForWriting(this, Path) is not { } path || !MayWrite(path)) return;
        _hasWritten = true;
        if (!ShouldProcess(path, "Write a snapshot")) return;
        try
        {
            SnapshotFile.Write(InputObject, path, Cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError("FileNotWritten", exception, ErrorCategory.WriteError, path, "Check the folder's rights and free space.");
            return;
        }

        if (PassThru) WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
    }

    private bool MayWrite(string path)
    {
        if (SnapshotFile.WhyNotWritable(path, Force, NoClobber) is not { } error) return true;
        WriteError(error.Code.ToString(), new IOException(error.Message), ErrorCategory.InvalidOperation, path, error.Action);
        return false;
    }
}
