namespace CalicoPolicy.Core.Dataplane;

/// <summary>What is programmed on a node, or on several.</summary>
internal sealed class CostSum
{
    public long Rules { get; set; }

    public long Chains { get; set; }

    public long IPSets { get; set; }

    public long Members { get; set; }

    public long Jumps { get; set; }

    public long Instructions { get; set; }

    /// <summary>Adds another, so many times.</summary>
    public void Add(CostSum other, long times)
    {
        Rules += other.Rules * times;
        Chains += other.Chains * times;
        IPSets += other.IPSets * times;
        Members += other.Members * times;
        Jumps += other.Jumps * times;
        Instructions += other.Instructions * times;
    }
}
