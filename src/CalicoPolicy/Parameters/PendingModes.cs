using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Parameters;

/// <summary>Which policies count in a pending mode.</summary>
internal static class PendingModes
{
    /// <summary>The view of a mode; without one, what is enforced.</summary>
    public static PolicyView ToView(this PendingMode? mode) => mode?.ToView() ?? PolicyView.Enforced;

    /// <summary>The view of a mode.</summary>
    public static PolicyView ToView(this PendingMode mode) => mode == PendingMode.Intended ? PolicyView.PendingIntended : PolicyView.PendingCalico;
}
