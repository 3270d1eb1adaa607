using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Adds rules to policies.</summary>
[Cmdlet(VerbsCommon.Add, "PolicyRule")]
[OutputType(typeof(NetworkPolicy), typeof(GlobalNetworkPolicy), typeof(StagedNetworkPolicy), typeof(StagedGlobalNetworkPolicy))]
public sealed class AddPolicyRuleCommand : BuilderCmdlet
{
    /// <summary>The policy to add to; it stays as it is, a new one comes out.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public TieredPolicy InputObject { get; set; } = null!;

    /// <summary>The direction of the rules.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public PolicyDirection Direction { get; set; }

    /// <summary>The rules to add.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public PolicyRule[] Rule { get; set; } = [];

    /// <summary>The place of the first added rule, from 0; after all others where none is given.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Index { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var direction = new PolicyType(Direction.ToString());
        var count = InputObject.RulesOf(direction).Count;
        if (Index > count)
        {
            WriteError(
                "RuleIndexOutOfRange",
                new PSArgumentException($"{InputObject} has {count} {Direction} rules: there is no place {Index}."),
                ErrorCategory.InvalidArgument,
                InputObject,
                $"Give an index from 0 to {count}, or none to add at the end.");
            return;
        }

        if (!InputObject.Types.Contains(direction))
        {
            WriteWarning(
                $"{InputObject} did not govern {Direction} and now does: other {Direction} traffic of the endpoints it selects meets the end of tier '{InputObject.Tier}'.");
        }

        WriteResource(PolicyEditing.AddRules(InputObject, direction, Rule, Index ?? count));
    }
}
