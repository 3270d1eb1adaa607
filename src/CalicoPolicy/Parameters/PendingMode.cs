namespace CalicoPolicy.Parameters;

/// <summary>How staged policies count (decision 3).</summary>
public enum PendingMode
{
    /// <summary>As Calico's pending trace has it: beside their enforced twins.</summary>
    Calico,

    /// <summary>As they are meant: in place of their enforced twins; a staged deletion removes its twin.</summary>
    Intended,
}
