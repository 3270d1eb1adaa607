namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>How far a publication came.</summary>
public enum PublicationState
{
    /// <summary>A process is at it.</summary>
    Running,

    /// <summary>Its process ended before it was through: the same publication again finishes it, an undo takes it back.</summary>
    Unfinished,

    /// <summary>It stopped at an error; what was written before stands.</summary>
    Stopped,

    /// <summary>All of it was written.</summary>
    Done,

    /// <summary>It was written, and its check has neither passed nor failed: its process ended meanwhile. An undo takes it back.</summary>
    Unverified,

    /// <summary>Another publication finished it.</summary>
    Continued,

    /// <summary>It was taken back.</summary>
    Undone,
}
