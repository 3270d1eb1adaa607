using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The catalogue of practices.</summary>
public static class EfficiencyRules
{
    /// <summary>The rules that <c>Test-PolicyEfficiency</c> runs.</summary>
    public static RuleGroup Group { get; } = new("Test-PolicyEfficiency",
    [
        new CP1001GlobalNotGlobal(),
        new CP1002GlobalAllSelector(),
        new CP1005OwnSideSelector(),
        new CP1007RuleSelectorAll(),
        new CP1008UnoptimisedSelector(),
        new CP1011InlineCidrs(),
        new CP1012InlineDomains(),
        new CP1013PerCidrRules(),
        new CP1017DuplicateRule(),
        new CP3005SourcePortsOnly(),
        new CP5004AllowAny(),
    ])
    { JudgesUnknownRules = true };
}
