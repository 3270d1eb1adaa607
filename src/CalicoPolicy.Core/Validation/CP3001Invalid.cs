using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation.Constraints;

namespace CalicoPolicy.Core.Validation;

/// <summary>What Calico's API rejects. The constraints stand in files of their own, a family in each.</summary>
internal sealed class CP3001Invalid : FindingRule
{
    private static readonly Constraint[] All = [new SelectorText(), new GlobalCall(), new KnownWords()];

    public CP3001Invalid()
        : base(new("CP3001", "Invalid", FindingSeverity.Error, "Calico rejects the object."))
    {
    }

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context) =>
        All.SelectMany(constraint => constraint.Check(subject, context));
}
