namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>The files of a publication.</summary>
internal static class JournalFiles
{
    /// <summary>All that is to be done, and what stood there before.</summary>
    public const string Head = "publication.json";

    /// <summary>What was done, a JSON object a line.</summary>
    public const string Progress = "progress.jsonl";

    /// <summary>Held by the process that publishes.</summary>
    public const string Lock = "lock";

    /// <summary>The version of the form.</summary>
    public const string Version = "1";
}
