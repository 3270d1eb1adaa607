namespace CalicoPolicy.Core.Findings;

/// <summary>How much a finding matters; later members matter more.</summary>
public enum FindingSeverity
{
    /// <summary>Hygiene.</summary>
    Low,

    /// <summary>Costs performance, or is likely a mistake.</summary>
    Medium,

    /// <summary>Bears on security or may cause an outage.</summary>
    High,

    /// <summary>Calico rejects it, or it never works.</summary>
    Error,
}
