using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>Whether it matters which of two policies or rules comes first.</summary>
internal static class PolicyAgreement
{
    /// <summary>Whether all rules of both do the same in each direction, so that what the one decides the other would decide as well.</summary>
    public static bool Agree(TieredPolicy left, TieredPolicy right) => Agree(left.Ingress, right.Ingress) && Agree(left.Egress, right.Egress);

    /// <summary>Whether two rules may change places. Where one logs, what is logged would differ.</summary>
    public static bool Agree(PolicyRule left, PolicyRule right) => left.Action == right.Action && left.Action != PolicyAction.Log;

    private static bool Agree(IReadOnlyList<PolicyRule> left, IReadOnlyList<PolicyRule> right) =>
        left.Count == 0 || right.Count == 0 || left.Concat(right).All(rule => rule.Action == left[0].Action);
}
