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
        new CP1003OneNamespaceGlobal(),
        new CP1004ManyIdenticalNP(),
        new CP1005OwnSideSelector(),
        new CP1006SelectorPushdown(),
        new CP1007RuleSelectorAll(),
        new CP1008UnoptimisedSelector(),
        new CP1009SplitPolicies(),
        new CP1011InlineCidrs(),
        new CP1012InlineDomains(),
        new CP1013PerCidrRules(),
        new CP1014AggregatableCidrs(),
        new CP1015TooManyRules(),
        new CP1016NamedPort(),
        new CP1017DuplicateRule(),
        new CP1018PerfHint(),
        new CP3005SourcePortsOnly(),
        new CP3007UnusedSet(),
        new CP3008OverlappingSets(),
        new CP3016WeakIdentity(),
        new CP5004AllowAny(),
    ]);
}
