namespace CalicoPolicy.Core.Quarantine;

/// <summary>Why something of a quarantined pod is still open.</summary>
public enum OpenFlowKind
{
    /// <summary>A rule or profile outside of the quarantine allows it: the pod is not isolated.</summary>
    Allowed,

    /// <summary>Something that was not read, or is not known, may allow it: the pod is not proven to be isolated (decision 8).</summary>
    Uncertain,

    /// <summary>The quarantine's own policy allows it, for those who examine the pod.</summary>
    Exception,

    /// <summary>The pod's own node, which policy cannot cut off (decision 7).</summary>
    OwnNode,

    /// <summary>Connections from before, which go on until they end or are ended on the node (decision 22).</summary>
    Established,
}
