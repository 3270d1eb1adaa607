using System.Management.Automation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that judges the resources of the pipeline.</summary>
public abstract class ResourceFindingCmdlet : FindingCmdlet
{
    private readonly List<Resource> _resources = [];

    /// <summary>The resources to judge: policies, and the tiers and sets that they stand on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Resource[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _resources.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing() => Judge(
        _resources,
        options => RuleRunner.Run(_resources, Rules, options, Cancellation),
        _resources.Count > 0 ? null : ("There was nothing to judge: no resource came in.", "See why Import-Policy read none: a path, or errors of it."));
}
