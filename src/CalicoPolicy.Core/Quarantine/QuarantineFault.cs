namespace CalicoPolicy.Core.Quarantine;

/// <summary>Why something is not quarantined, or not released.</summary>
public enum QuarantineFault
{
    /// <summary>There is no such pod, workload or namespace, or nothing that the selector picks.</summary>
    NotFound,

    /// <summary>The pod uses its node's network: policy of pods does not apply to it (decision 5).</summary>
    HostNetwork,

    /// <summary>The pod has ended.</summary>
    Ended,

    /// <summary>A policy of the quarantine's name stands there and selects something else.</summary>
    PolicyDiffers,

    /// <summary>The policy has no pods on record: Invoke-Quarantine did not make it, or nothing says so any more.</summary>
    NotOurs,

    /// <summary>Others would lose what keeps the cluster alive.</summary>
    CutsOthers,

    /// <summary>The labels that the pod carries catch others too (decision 21).</summary>
    CatchesOthers,

    /// <summary>The pod would be replaced by one that the quarantine does not catch (decision 22).</summary>
    NotEvicted,

    /// <summary>Others change the object all the time, or it was replaced meanwhile.</summary>
    Changed,

    /// <summary>The server refused, or did not answer.</summary>
    Server,
}
