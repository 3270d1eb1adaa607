namespace CalicoPolicy.Core.Publishing;

/// <summary>How far a publication goes.</summary>
public enum DryRunMode
{
    /// <summary>No dry run: the cluster changes.</summary>
    None,

    /// <summary>The cluster is read, and compared with what would be sent. Nothing is sent, so nothing is validated.</summary>
    Client,

    /// <summary>The server takes each object through validation, admission and conflict checks, and stores nothing.</summary>
    Server,
}
