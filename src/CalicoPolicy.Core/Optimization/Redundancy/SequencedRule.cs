using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>A rule of a policy in the order of evaluation.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Place">The rule, as Calico has it.</param>
/// <param name="Path">Where it was written; of a policy of Kubernetes, the part that it comes from.</param>
/// <param name="Boxes">What it matches; null where that is not known.</param>
internal sealed record SequencedRule(SequencedPolicy Policy, RulePlace Place, FieldPath Path, IReadOnlyList<PacketBox>? Boxes)
{
    /// <summary>What it does.</summary>
    public PolicyAction Action => Place.Rule.Action;
}
