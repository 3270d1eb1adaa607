namespace CalicoPolicy.Core.Dataplane;

/// <summary>A chain that an endpoint's chain jumps to, and that is there once in a table of a node, however many do.</summary>
/// <param name="Table">The table.</param>
/// <param name="IsIngress">The direction.</param>
/// <param name="Policy">The policy; null for a group's.</param>
/// <param name="Group">The group; null for a policy's.</param>
internal readonly record struct ChainReference(PolicyTable Table, bool IsIngress, PolicyShape? Policy, int? Group)
{
    /// <summary>The rules of a group's chain.</summary>
    public int GroupRules { get; init; }
}
