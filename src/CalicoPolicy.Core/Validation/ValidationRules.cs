using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Validation;

/// <summary>What Calico would reject, or accept but never match.</summary>
public static class ValidationRules
{
    /// <summary>The rules that <c>Test-Policy</c> runs.</summary>
    public static RuleGroup Group { get; } = new("Test-Policy",
    [
        new CP3001Invalid(),
        new CP3002GlobalSetFromNamespaced(),
        new CP3003WrongAutoLabel(),
        new CP3004DomainMisuse(),
        new CP3006CidrHostBits(),
        new CP3017DuplicateObject(),
        new CP3018NeverMatches(),
    ]);
}
