namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>On what it rests that something decides nothing.</summary>
public enum RedundancyBasis
{
    /// <summary>On the policies alone: it is so in every cluster that has them, whatever endpoints, labels and network sets it has.</summary>
    EveryCluster,

    /// <summary>On all that a snapshot has: in another cluster, or after a change of this one, it may be otherwise.</summary>
    Snapshot,
}
