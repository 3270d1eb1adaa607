using System.Management.Automation;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Finds the fields in which two sets of resources differ.</summary>
[Cmdlet(VerbsData.Compare, "Policy")]
[OutputType(typeof(PolicyDifference))]
public sealed class ComparePolicyCommand : CancellableCmdlet
{
    private readonly List<Resource> _difference = [];

    /// <summary>The resources to compare with.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowNull]
    [AllowEmptyCollection]
    public Resource[]? ReferenceObject { get; set; }

    /// <summary>The resources that are compared.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public Resource[]? DifferenceObject { get; set; }

    /// <summary>Passes over what means the same: order and spelling of set members and selectors, and defaults.</summary>
    [Parameter]
    public SwitchParameter Normalize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _difference.AddRange(DifferenceObject ?? []);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var repeated = new List<Resource>();
        var differences = PolicyComparison.Compare(ReferenceObject ?? [], _difference, Normalize, repeated, Cancellation);
        foreach (var resource in repeated) WriteWarning($"{resource} is there more than once: the last one counts.");
        WriteObject(differences, enumerateCollection: true);
    }
}
