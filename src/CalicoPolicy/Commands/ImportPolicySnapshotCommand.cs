using System.Management.Automation;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Commands;

/// <summary>Makes one snapshot of the resources in files.</summary>
[Cmdlet(VerbsData.Import, "PolicySnapshot", DefaultParameterSetName = "Path")]
[OutputType(typeof(PolicySnapshot))]
public sealed class ImportPolicySnapshotCommand : ReadingCmdlet
{
    private readonly List<Resource> _resources = [];
    private readonly List<string> _files = [];
    private bool _isPartial;

    /// <summary>Files and folders; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders, taken as they stand.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Reads the folders within folders too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>States that the files have all that there is, so that what is missing from them does not exist.</summary>
    [Parameter]
    public SwitchParameter Complete { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        var files = SessionPaths.Resolve(this, isLiteral ? LiteralPath : Path, isLiteral);
        foreach (var result in Reader.ReadFiles(ResourceFiles.Expand(files, Recurse, Cancellation).Where(IsNoSnapshot), Cancellation))
        {
            _isPartial |= result.Errors.Count > 0;
            _resources.AddRange(Resources([result]));
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // What Export-PolicySnapshot wrote is a snapshot of its own.
        foreach (var file in _files)
        {
            if (ReadSnapshot(file) is { } snapshot) WriteObject(Complete ? snapshot.AsComplete() : snapshot);
        }

        if (_files.Count > 0 && _resources.Count == 0 && !_isPartial) return;

        // What could not be read is missing without not existing.
        if (Complete && _isPartial) WriteWarning("Some documents could not be read: the snapshot is not taken for complete.");
        if (_resources.Count == 0) WriteWarning("No resource was read: the snapshot is empty.");
        WriteObject(PolicySnapshot.Of(_resources, new() { IsComplete = Complete && !_isPartial }, Cancellation));
    }

    // Asked ahead by the reader's threads, too.
    private bool IsNoSnapshot(string file)
    {
        if (!SnapshotFile.IsAt(file)) return true;
        lock (_files) _files.Add(file);
        return false;
    }
}
