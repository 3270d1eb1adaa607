using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The cluster round the objects that are judged: what its policies select, look for and cost.</summary>
internal sealed class Inventory(PolicySnapshot snapshot)
{
    /// <summary>The inventory of a run; null where it has none, and objects are judged by themselves.</summary>
    public static Inventory? Of(RuleContext context) => context.Find<Inventory>();

    /// <summary>The cluster, with the objects that are judged in it.</summary>
    public PolicySnapshot Snapshot => snapshot;
}
