namespace CalicoPolicy.Core.Findings;

/// <summary>What has become of a finding since a baseline was taken.</summary>
public enum BaselineState
{
    /// <summary>It is not in the baseline.</summary>
    New,

    /// <summary>It is in the baseline.</summary>
    Unchanged,

    /// <summary>It is in the baseline and was not found again.</summary>
    Absent,
}
