namespace CalicoPolicy.Core.Publishing;

/// <summary>What became of a resource, or would become of it in a dry run.</summary>
public enum PublicationStatus
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>It was there and has changed.</summary>
    Configured,

    /// <summary>It was there, and just so.</summary>
    Unchanged,

    /// <summary>It was there and is gone.</summary>
    Deleted,

    /// <summary>It was written, yet reads otherwise: fields that another manager owns stayed (decision 17).</summary>
    Diverged,

    /// <summary>The server, or a guard, said no.</summary>
    Refused,

    /// <summary>It is of a kind that is not published.</summary>
    Skipped,

    /// <summary>No answer was had: no connection, no kubectl, no such API.</summary>
    Failed,
}
