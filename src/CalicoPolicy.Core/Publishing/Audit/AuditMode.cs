namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>
/// What becomes of traffic that policies deny: <c>dropActionOverride</c> of a FelixConfiguration (calico-policy.md 4.3). The
/// dataplane of Calico Enterprise only knows it.
/// </summary>
public enum AuditMode
{
    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>It is let through, and counted as denied: no policy protects anything.</summary>
    Accept,

    /// <summary>It is logged and dropped.</summary>
    LogAndDrop,

    /// <summary>It is logged and let through: no policy protects anything.</summary>
    LogAndAccept,

    /// <summary>Nothing is said: a node does what the whole cluster does, and the cluster drops.</summary>
    Unset,
}
