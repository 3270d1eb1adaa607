using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that makes resources: what Calico would reject does not leave it.</summary>
public abstract class BuilderCmdlet : CancellableCmdlet
{
    /// <summary>Writes a resource, or an error for each reason that Calico would reject it.</summary>
    private protected void WriteResource(Resource resource) => WriteObject(resource);
}
