using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that makes resources: what Calico would reject does not leave it.</summary>
public abstract class BuilderCmdlet : SnapshotReadingCmdlet
{
    private static readonly RuleOptions Rejected = new() { MinimumSeverity = FindingSeverity.Error, PassesUnknownFields = true };

    /// <summary>Writes a resource, or an error for each reason that Calico would reject it.</summary>
    private protected void WriteResource(Resource resource) => WriteResources([resource]);

    /// <summary>Writes resources that belong together: all of them, or an error for each reason that Calico would reject one.</summary>
    private protected void WriteResources(IReadOnlyList<Resource> resources)
    {
        var areValid = true;
        foreach (var resource in resources)
        {
            foreach (var finding in RuleRunner.Run([resource], ValidationRules.Group, Rejected, Cancellation))
            {
                areValid = false;
                WriteInvalid(resource, $"{resource}: {finding.JsonPath}: {finding.Message}", finding.Recommendation);
            }
        }

        if (areValid) WriteObject(resources, enumerateCollection: true);
    }

    /// <summary>Writes a part of a policy, or an error for each reason that Calico would reject it in any policy.</summary>
    private protected void WritePart(object part, IReadOnlyList<RuleFault> faults)
    {
        foreach (var fault in faults)
            WriteError("InvalidResource", new InvalidOperationException(fault.ToString()), ErrorCategory.InvalidData, part, fault.Recommendation);
        if (faults.Count == 0) WriteObject(part);
    }

    /// <summary>Reports a reason why Calico would reject a resource.</summary>
    private protected void WriteInvalid(Resource resource, string message, string? recommendation) =>
        WriteError("InvalidResource", new InvalidOperationException(message), ErrorCategory.InvalidData, resource, recommendation);
}
