using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Takes rules out of policies.</summary>
[Cmdlet(VerbsCommon.Remove, "PolicyRule", DefaultParameterSetName = "Index")]
[OutputType(typeof(NetworkPolicy), typeof(GlobalNetworkPolicy), typeof(StagedNetworkPolicy), typeof(StagedGlobalNetworkPolicy))]
public sealed class RemovePolicyRuleCommand : BuilderCmdlet
{
    /// <summary>The policy to take from; it stays as it is, a new one comes out.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public TieredPolicy InputObject { get; set; } = null!;

    /// <summary>The direction of the rules.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public PolicyDirection Direction { get; set; }

    /// <summary>The places of the rules in the given policy, from 0.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Index")]
    [ValidateRange(0, int.MaxValue)]
    public int[] Index { get; set; } = [];

    /// <summary>The rules by their content; all that are equal to one of them go.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Rule")]
    public PolicyRule[] Rule { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var direction = new PolicyType(Direction.ToString());
        var rules = InputObject.RulesOf(direction);
        if (IsIndexWrong(rules.Count) || IsRuleMissing(rules)) return;
        var indexes = ParameterSetName == "Index" ? Index : [.. Enumerable.Range(0, rules.Count).Where(index => Rule.Contains(rules[index]))];
        var changed = PolicyEditing.RemoveRules(InputObject, direction, indexes);
        if (changed.DeclaredTypes.Count != InputObject.DeclaredTypes.Count)
        {
            WriteWarning(
                $"{InputObject} has no {Direction} rules left and still governs {string.Join(" and ", changed.Types)}, now by its types: {Direction} traffic of the endpoints it selects meets the end of tier '{InputObject.Tier}'.");
        }

        WriteResource(changed);
    }

    private bool IsIndexWrong(int count)
    {
        var wrong = Index.Where(index => index >= count).ToArray();
        if (wrong.Length == 0) return false;
        WriteError(
            "RuleIndexOutOfRange",
            new PSArgumentException($"{InputObject} has {count} {Direction} rules: there is no rule {string.Join(", ", wrong)}."),
            ErrorCategory.InvalidArgument,
            InputObject,
            count == 0 ? "Choose another direction." : $"Give indexes from 0 to {count - 1}.");
        return true;
    }

    private bool IsRuleMissing(IReadOnlyList<PolicyRule> rules)
    {
        if (Rule.FirstOrDefault(rule => !rules.Contains(rule)) is not { } missing) return false;
        WriteError(
            "RuleNotFound",
            new ItemNotFoundException($"{InputObject} has no {Direction} rule '{missing}' of just this content."),
            ErrorCategory.ObjectNotFound,
            InputObject,
            "Take the rule from the policy itself, or give its index.");
        return true;
    }
}
