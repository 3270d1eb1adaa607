using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Reads resources from text.</summary>
[Cmdlet(VerbsData.ConvertFrom, "PolicyYaml")]
[OutputType(typeof(Resource))]
public sealed class ConvertFromPolicyYamlCommand : ReadingCmdlet
{
    private readonly List<string> _lines = [];

    /// <summary>The text in YAML or JSON: whole, or line by line.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _lines.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing() => WriteResources([Reader.ReadText(string.Join('\n', _lines), Cancellation)]);
}
