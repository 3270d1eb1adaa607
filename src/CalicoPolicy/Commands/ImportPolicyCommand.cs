using System.Management.Automation;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Reads resources from files.</summary>
[Cmdlet(VerbsData.Import, "Policy", DefaultParameterSetName = "Path")]
[OutputType(typeof(Resource))]
public sealed class ImportPolicyCommand : ReadingCmdlet
{
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

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        var files = SessionPaths.Resolve(this, isLiteral ? LiteralPath : Path, isLiteral);
        WriteResources(Reader.ReadFiles(ResourceFiles.Expand(files, Recurse, Cancellation), Cancellation));
    }
}
