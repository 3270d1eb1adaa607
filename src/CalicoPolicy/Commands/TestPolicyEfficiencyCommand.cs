using System.Management.Automation;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Commands;

/// <summary>Judges policies by the practice catalogue.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolicyEfficiency")]
[OutputType(typeof(PolicyFinding), typeof(bool))]
public sealed class TestPolicyEfficiencyCommand : ResourceFindingCmdlet
{
    /// <summary>Adds the changed policy to each finding that can be mended within it.</summary>
    [Parameter]
    public SwitchParameter SuggestChange { get; set; }

    /// <inheritdoc />
    private protected override bool SuggestsChanges => SuggestChange;

    /// <inheritdoc />
    private protected override RuleGroup Rules => EfficiencyRules.Group;
}
