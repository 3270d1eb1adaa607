namespace CalicoPolicy.Core.Evaluation;

/// <summary>Which policies count (decision 3).</summary>
public enum PolicyView
{
    /// <summary>Those that are in force.</summary>
    Enforced,

    /// <summary>
    /// Staged ones too, as Calico's pending trace has it: beside their enforced twins, each in its own place; a staged deletion changes
    /// nothing.
    /// </summary>
    PendingCalico,

    /// <summary>Staged ones in place of their enforced twins; a staged deletion removes its twin, and dismissed ones are left out.</summary>
    PendingIntended,
}
