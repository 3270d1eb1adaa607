using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Something that Calico's API demands of an object; holds no state.</summary>
internal abstract class Constraint
{
    /// <summary>Reports what of the object breaks the constraint. O(size of the object).</summary>
    public abstract void Check(Resource subject, Violations violations);
}
