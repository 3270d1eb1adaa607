using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes the roles and bindings that let people work in a tier.</summary>
[Cmdlet(VerbsCommon.New, "PolicyTierRole")]
[OutputType(typeof(ClusterRole), typeof(Role), typeof(ClusterRoleBinding), typeof(RoleBinding))]
public sealed class NewPolicyTierRoleCommand : BuilderCmdlet
{
    /// <summary>The tier.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string Tier { get; set; } = string.Empty;

    /// <summary>What people may do: Viewer, Reader, Editor or Admin.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public TierRole Role { get; set; }

    /// <summary>The namespaces whose policies they may work on; without it all of them, and global policies.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [WithoutNulls]
    public string[] Namespace { get; set; } = [];

    /// <summary>Who: <c>user:jane</c>, <c>group:netops</c> or <c>netops</c>, <c>serviceaccount:shop/deployer</c>; without it there are no bindings.</summary>
    [Parameter]
    [SubjectTransformation]
    public AccessSubject[] Subject { get; set; } = [];

    /// <summary>Who checks rights in tiers: the webhook of native kinds, or Calico's own API server, for which the plain resources are given too.</summary>
    [Parameter]
    public TierEnforcement Enforcement { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var roles = new TierRoles { Tier = Tier, Role = Role, Namespaces = Namespace, Subjects = Subject, Enforcement = Enforcement };
        var faults = roles.Faults().ToList();
        foreach (var fault in faults)
            WriteError("InvalidResource", new InvalidOperationException(fault.Message), ErrorCategory.InvalidData, Tier, fault.Recommendation);
        if (faults.Count > 0) return;
        if (roles.Warning is { } warning) WriteWarning(warning);
        foreach (var resource in roles.ToResources()) WriteObject(resource);
    }
}
