using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Reporting.Diagrams;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Draws who may talk to whom, or what a change makes of it.</summary>
[Cmdlet(VerbsData.ConvertTo, "PolicyDiagram")]
[OutputType(typeof(string))]
public sealed class ConvertToPolicyDiagramCommand : CancellableCmdlet
{
    private readonly PolicyDiagram _diagram = new();

    /// <summary>What Get-PolicyConnectivity, or Compare-Policy -Semantic, returned.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    [WithoutNulls]
    public object[] InputObject { get; set; } = [];

    /// <summary>The language: Mermaid, or DOT of Graphviz.</summary>
    [Parameter]
    public DiagramFormat Format { get; set; } = DiagramFormat.Mermaid;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var item in InputObject)
        {
            switch (item is PSObject wrapped ? wrapped.BaseObject : item)
            {
                case ConnectivityRow row: _diagram.Add(row); break;
                case ConnectivityDifference difference: _diagram.Add(difference); break;
                case var other:
                    WriteError(
                        "InputNotConnectivity",
                        new PSArgumentException($"{other.GetType().Name} cannot be drawn and was passed over."),
                        ErrorCategory.InvalidType,
                        other,
                        "Pipe what Get-PolicyConnectivity (without -Exposure) or Compare-Policy -Semantic returns.");
                    break;
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(_diagram.Write(Format));
}
