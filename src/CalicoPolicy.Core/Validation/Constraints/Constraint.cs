using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Something that Calico's API demands of an object; holds no state.</summary>
internal abstract class Constraint
{
    /// <summary>What of the object breaks the constraint.</summary>
    public abstract IEnumerable<Observation> Check(Resource subject, RuleContext context);
}
