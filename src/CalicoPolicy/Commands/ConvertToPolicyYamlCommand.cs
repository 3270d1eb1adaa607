using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Writes resources as text.</summary>
[Cmdlet(VerbsData.ConvertTo, "PolicyYaml")]
[OutputType(typeof(string))]
public sealed class ConvertToPolicyYamlCommand : CancellableCmdlet
{
    private readonly List<Resource> _resources = [];

    /// <summary>The resources.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Resource[] InputObject { get; set; } = [];

    /// <summary>Keeps uid, resourceVersion, managedFields, status and the like.</summary>
    [Parameter]
    public SwitchParameter KeepServerMetadata { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _resources.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_resources.Count == 0) return;
        using var text = new StringWriter { NewLine = "\n" };
        TextFormats.Yaml.Write(_resources.Select(resource => ResourceMapper.Write(resource, KeepServerMetadata)), text);
        WriteObject(text.ToString());
    }
}
