namespace CalicoPolicy.Core.Efficiency;

/// <summary>A choice of rules, severities and thresholds that fits a purpose.</summary>
public enum RulePreset
{
    /// <summary>The catalogue as it is.</summary>
    Default,

    /// <summary>Every rule, no finding below Medium, and less room before a number is a finding.</summary>
    Strict,

    /// <summary>Rules on exposure, default deny, tiers, references between objects, and what Calico rejects or never matches.</summary>
    Security,

    /// <summary>Rules on what policies cost the dataplane: scope, selectors, lists, repetition.</summary>
    Performance,
}
