using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>On how many nodes of a snapshot the endpoints of a policy are.</summary>
/// <param name="Selected">The endpoints that it selects.</param>
/// <param name="All">All endpoints.</param>
/// <param name="NodesInUse">The nodes that such endpoints are on.</param>
/// <param name="Nodes">The nodes that any endpoint is on.</param>
internal sealed record HintUse(long Selected, long All, int NodesInUse, int Nodes)
{
    /// <summary>Fewer nodes than this tell nothing.</summary>
    private const int FewestNodes = 4;

    /// <summary>Whether most nodes do without the policy: at most one in four has such endpoints.</summary>
    public bool IsNarrow => Nodes >= FewestNodes && NodesInUse * 4 <= Nodes;

    /// <summary>Whether at least 95 of 100 endpoints have the policy.</summary>
    public bool IsForNearlyAll => Selected > 0 && Selected * 100 >= All * 95;

    /// <summary>The use of a policy; null where no node is known, the policy selects nothing, or endpoints are not known.</summary>
    public static HintUse? Of(TieredPolicy policy, Inventory inventory)
    {
        if (inventory.Nodes.Count == 0 || inventory.Find(policy) is not { } compiled || inventory.Snapshot.IsMissing("Pod")) return null;
        var selected = inventory.CountOf(compiled.Selector).Total;
        if (selected == 0) return null;
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in inventory.PickedBy(compiled.Selector)) nodes.UnionWith(inventory.NodesOf[index]);
        return new(selected, inventory.All.Total, nodes.Count, inventory.Nodes.Count);
    }
}
