using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a tier before the others, and in it a policy that cuts off whatever carries a label.</summary>
[Cmdlet(VerbsCommon.New, "QuarantinePolicy")]
[OutputType(typeof(Tier), typeof(GlobalNetworkPolicy))]
public sealed class NewQuarantinePolicyCommand : BuilderCmdlet
{
    /// <summary>The tier's name.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string Tier { get; set; } = QuarantineTemplate.DefaultTier;

    /// <summary>The tier's place among the tiers, lower first.</summary>
    [Parameter]
    [ValidateFinite]
    public double Order { get; set; } = QuarantineTemplate.DefaultOrder;

    /// <summary>The label that cuts off: a hashtable with one pair, or <c>key=value</c>.</summary>
    [Parameter]
    [LabelPairTransformation]
    [ValidateNotNull]
    public IDictionary Label { get; set; } = new Hashtable { [QuarantineTemplate.DefaultLabel.Key] = QuarantineTemplate.DefaultLabel.Value };

    /// <summary>Who may still connect: addresses and blocks, selectors, or peers.</summary>
    [Parameter]
    [AllowedPeerTransformation]
    [WithoutNulls]
    public PolicyPeer[] AllowFrom { get; set; } = [];

    /// <summary>Logs what is denied.</summary>
    [Parameter]
    public SwitchParameter Log { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            var template = new QuarantineTemplate { Tier = Tier, Order = Order, Label = LabelArgument.ToLabels(Label).Single(), AllowFrom = AllowFrom, Log = Log };
            WriteResources(template.ToResources());
        }
        catch (ArgumentException exception)
        {
            ThrowError(
                "QuarantineInvalid", exception, ErrorCategory.InvalidArgument, null,
                "Give a label that a selector can have, a tier of its own, and peers without ports: addresses, selectors, or what New-PolicyPeer makes.");
        }
    }
}
