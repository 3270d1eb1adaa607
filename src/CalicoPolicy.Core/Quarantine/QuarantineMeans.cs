namespace CalicoPolicy.Core.Quarantine;

/// <summary>How a pod is quarantined.</summary>
public enum QuarantineMeans
{
    /// <summary>It carries a label that the quarantine's policy selects.</summary>
    Label,

    /// <summary>A policy of its own selects it by labels that it carries anyway (decision 21).</summary>
    Policy,
}
