using System.Management.Automation;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Commands;

/// <summary>Judges policies by the practice catalogue.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolicyEfficiency")]
[OutputType(typeof(PolicyFinding), typeof(bool))]
public sealed class TestPolicyEfficiencyCommand : FindingCmdlet
{
    /// <inheritdoc />
    private protected override RuleGroup Rules => EfficiencyRules.Group;
}
