using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Something that Calico's API demands of each rule of a policy or profile.</summary>
internal abstract class RuleConstraint : Constraint
{
    public sealed override void Check(Resource subject, Violations violations)
    {
        foreach (var rule in violations.Rules) Check(rule, violations);
    }

    /// <summary>Reports what of the rule breaks the constraint.</summary>
    protected abstract void Check(RulePlace rule, Violations violations);
}
