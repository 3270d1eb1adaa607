using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Writes resources to files.</summary>
[Cmdlet(VerbsData.Export, "Policy", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(FileInfo))]
public sealed class ExportPolicyCommand : CancellableCmdlet
{
    private readonly List<Resource> _resources = [];

    /// <summary>The resources.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Resource[] InputObject { get; set; } = [];

    /// <summary>The file of the layout Single, the folder of PerResource, ByTier and ByNamespace; Source needs none.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>How resources are spread over files.</summary>
    [Parameter(Position = 1)]
    public ExportLayout Layout { get; set; } = ExportLayout.Single;

    /// <summary>Writes over comments, which are lost, over what cannot be read, and over a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves files that are there as they are, with an error each.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Keeps uid, resourceVersion, managedFields, status and the like.</summary>
    [Parameter]
    public SwitchParameter KeepServerMetadata { get; set; }

    /// <summary>Returns the files that were written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Layout == ExportLayout.Source == (Path is null)) return;
        ThrowError(
            "ExportPathMismatch",
            new PSArgumentException(Path is null ? $"The layout {Layout} needs a path." : "The layout Source takes no path: each resource goes back to where it came from."),
            ErrorCategory.InvalidArgument,
            Layout,
            Path is null ? "Give -Path: a file for Single, a folder for the others." : "Leave out -Path.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => _resources.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var change in Changes())
        {
            Cancellation.ThrowIfCancellationRequested();
            if (change.Error is { } error)
                WriteError(error.Code.ToString(), new IOException(error.Message), ErrorCategory.InvalidOperation, change.Path, error.Action);
            else
                Write(change);
        }
    }

    private IEnumerable<FileChange> Changes()
    {
        if (_resources.Count == 0) return [];
        var exporter = new PolicyExporter(TextFormats.Yaml, new ExportOptions(Force, NoClobber, KeepServerMetadata));
        if (Layout == ExportLayout.Source) return exporter.ToSource(_resources, Cancellation);
        var root = SessionPaths.ForWriting(this, Path!);
        if (root is null) return [];
        return Layout == ExportLayout.Single
            ? exporter.ToFile(_resources, root, Cancellation)
            : exporter.ToFolder(_resources, root, Layout, Cancellation);
    }

    private void Write(FileChange change)
    {
        if (!ShouldProcess(change.Path, change.Description)) return;
        try
        {
            change.Apply();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError("FileNotWritten", exception, ErrorCategory.WriteError, change.Path, "Check the folder's rights and free space.");
            return;
        }

        if (PassThru && File.Exists(change.Path)) WriteObject(InvokeProvider.Item.Get([change.Path], force: true, literalPath: true), enumerateCollection: true);
    }
}
