namespace CalicoPolicy.Core.Findings;

/// <summary>What a threshold is set to.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Value">The number.</param>
public sealed record ThresholdValue(RuleThreshold Threshold, int Value);
