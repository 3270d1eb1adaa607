namespace CalicoPolicy.Core.Optimization;

/// <summary>Whether a rewritten policy does the same as what stood before. In this order, so that the greater of two is true of both together.</summary>
public enum Equivalence
{
    /// <summary>
    /// The same verdicts in every cluster with these policies, whatever endpoints, labels and network sets it has. Labels that Calico
    /// sets itself are taken for what Calico sets, and the label that a rewrite gives to the sets that it makes for nobody else's;
    /// no host endpoint has the profile of a namespace.
    /// </summary>
    Proven,

    /// <summary>The same verdicts for all that the snapshot has, of all traffic; in another cluster they may differ.</summary>
    ProvenOnSnapshot,

    /// <summary>Other verdicts, or nobody knows.</summary>
    Changed,
}
