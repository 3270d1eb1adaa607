using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a tier.</summary>
[Cmdlet(VerbsCommon.New, "PolicyTier")]
[OutputType(typeof(Tier))]
public sealed class NewPolicyTierCommand : BuilderCmdlet
{
    /// <summary>The tier's name: one DNS label, 63 characters at most.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The place among the tiers, lower first; 1,000,000 where none is given.</summary>
    [Parameter(Position = 1)]
    [ValidateFinite]
    public double? Order { get; set; }

    /// <summary>What happens at the tier's end; Deny where none is given.</summary>
    [Parameter]
    public TierDefaultAction? DefaultAction { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteResource(new Tier
    {
        Metadata = new ObjectMetadata { Name = Name },
        Order = Order,
        DeclaredDefaultAction = DefaultAction is { } action ? new PolicyAction(action.ToString()) : null,
    });
}
