namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>The journal cannot be read or written. Nothing is published without it.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, with the path.</param>
    /// <param name="cause">What the file system said.</param>
    public JournalException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
