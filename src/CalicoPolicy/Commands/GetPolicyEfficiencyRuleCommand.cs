using System.Management.Automation;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Lists the rules of the practice catalogue.</summary>
[Cmdlet(VerbsCommon.Get, "PolicyEfficiencyRule")]
[OutputType(typeof(PracticeRule))]
public sealed class GetPolicyEfficiencyRuleCommand : CancellableCmdlet
{
    /// <summary>Ids or names of rules, with wildcards; all where none is given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RuleId", "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [WithoutNulls]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Only the rules that run with this preset, with the severities and thresholds that they have there.</summary>
    [Parameter]
    public RulePreset? Preset { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var pattern in Id)
        {
            var rules = PracticeCatalogue.Find(pattern).ToList();
            if (rules.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                WriteError(
                    "RuleUnknown", new ItemNotFoundException($"No rule has the id or name '{pattern}'."), ErrorCategory.ObjectNotFound, pattern,
                    "List all rules with Get-PolicyEfficiencyRule.");
            }

            WriteObject(Preset is { } preset ? PracticeCatalogue.Find(pattern, preset) : rules, enumerateCollection: true);
        }
    }
}
