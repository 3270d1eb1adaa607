using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a policy that denies the addresses of network sets, and nothing else.</summary>
[Cmdlet(VerbsCommon.New, "DenyListPolicy", DefaultParameterSetName = "Pods")]
[OutputType(typeof(Tier), typeof(GlobalNetworkPolicy))]
public sealed class NewDenyListPolicyCommand : BuilderCmdlet
{
    /// <summary>The policy's name; the tier's is put before it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Selects the global network sets whose addresses are denied.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string Selector { get; set; } = string.Empty;

    /// <summary>The policy's tier; one of its own where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string Tier { get; set; } = DenyList.DefaultTier;

    /// <summary>The place in the tier, lower first.</summary>
    [Parameter]
    [ValidateFinite]
    public double Order { get; set; }

    /// <summary>The directions; both where none is given.</summary>
    [Parameter]
    [WithoutNulls]
    public PolicyDirection[] Direction { get; set; } = [];

    /// <summary>Selects the pods, or host endpoints, that are guarded; all where none is given.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? EndpointSelector { get; set; }

    /// <summary>Denies at the interfaces of hosts, before connections are tracked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "HostEndpoint")]
    public SwitchParameter HostEndpoint { get; set; }

    /// <summary>Denies there after that, before addresses of services are translated; what comes in only.</summary>
    [Parameter(ParameterSetName = "HostEndpoint")]
    public SwitchParameter PreDnat { get; set; }

    /// <summary>The snapshot of the cluster that the policy is for, or the path of files to make one of.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Snapshot { get; set; }

    /// <inheritdoc />
    private protected override object? SnapshotSource => Snapshot;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (PreDnat && Direction.Contains(PolicyDirection.Egress))
        {
            ThrowError(
                "DirectionMismatch",
                new PSArgumentException("Before addresses of services are translated there is no egress: -PreDnat denies what comes in only."),
                ErrorCategory.InvalidArgument,
                Direction,
                "Leave out -Direction, or -PreDnat.");
        }

        PolicyDirection[] directions = Direction.Length > 0 ? Direction : PreDnat ? [PolicyDirection.Ingress] : [PolicyDirection.Ingress, PolicyDirection.Egress];
        var wanted = new DenyList
        {
            Name = Name,
            Selector = Selector,
            Tier = Tier,
            Order = Order,
            EndpointSelector = EndpointSelector,
            Directions = [.. directions.Distinct().Select(direction => new PolicyType(direction.ToString()))],
            Form = PreDnat ? DenyListForm.PreDnat : HostEndpoint ? DenyListForm.Untracked : DenyListForm.Pods,
        };
        if (Snapshot is null)
        {
            Write(DenyListFitting.Fit(wanted));
            return;
        }

        foreach (var snapshot in Snapshots([], [])) Write(DenyListFitting.Fit(wanted, snapshot));
    }

    private void Write(FittedDenyList fitted)
    {
        foreach (var warning in fitted.Warnings) WriteWarning(warning);
        if (fitted.Problem is { } problem)
        {
            WriteError(
                "DenyListNotExact", new InvalidOperationException(problem), ErrorCategory.InvalidArgument, Tier,
                "Leave out -Tier, which makes a tier of its own; or name one that ends with Pass: New-PolicyTier -DefaultAction Pass.");
        }

        if (fitted.Template is { } template) WriteResources(template.ToResources());
    }
}
