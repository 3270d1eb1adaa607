using System.Management.Automation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that makes resources: what Calico would reject does not leave it.</summary>
public abstract class BuilderCmdlet : CancellableCmdlet
{
    private static readonly RuleOptions Rejected = new() { MinimumSeverity = FindingSeverity.Error };

    /// <summary>Writes a resource, or an error for each reason that Calico would reject it.</summary>
    private protected void WriteResource(Resource resource)
    {
        var isValid = true;
        foreach (var finding in RuleRunner.Run([resource], ValidationRules.Group, Rejected, Cancellation))
        {
            isValid = false;
            WriteError(
                "InvalidResource",
                new InvalidOperationException($"{resource}: {finding.JsonPath}: {finding.Message}"),
                ErrorCategory.InvalidData,
                resource,
                finding.Recommendation);
        }

        if (isValid) WriteObject(resource);
    }
}
