namespace CalicoPolicy.Core.Findings;

/// <summary>A finding beside a baseline.</summary>
/// <param name="Finding">The finding; of an absent one, what the baseline tells of it.</param>
/// <param name="State">What has become of it; null where there is no baseline.</param>
public sealed record ComparedFinding(PolicyFinding Finding, BaselineState? State);
