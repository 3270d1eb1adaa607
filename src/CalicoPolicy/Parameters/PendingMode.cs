using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Parameters;

/// <summary>How staged policies count for the pending verdict (decision 3).</summary>
public enum PendingMode
{
    /// <summary>As Calico's pending trace has it: beside their enforced twins.</summary>
    Calico = PolicyView.PendingCalico,

    /// <summary>As they are meant: in place of their enforced twins.</summary>
    Intended = PolicyView.PendingIntended,
}
