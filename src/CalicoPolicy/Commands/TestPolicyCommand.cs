using System.Management.Automation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Commands;

/// <summary>Finds what Calico would reject, or accept but never match.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Policy")]
[OutputType(typeof(PolicyFinding), typeof(bool))]
public sealed class TestPolicyCommand : ResourceFindingCmdlet
{
    /// <inheritdoc />
    private protected override RuleGroup Rules => ValidationRules.Group;
}
