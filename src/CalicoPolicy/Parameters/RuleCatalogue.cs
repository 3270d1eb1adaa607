using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Parameters;

/// <summary>All rules that some cmdlet emits.</summary>
internal static class RuleCatalogue
{
    public static IEnumerable<RuleDescriptor> All =>
        ValidationRules.Group.Rules.Concat(EfficiencyRules.Group.Rules).Select(rule => rule.Descriptor).Prepend(Suppression.UnusedRule);
}
