using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Parameters;

/// <summary>Words of the journal, those of the latest publications first.</summary>
internal static class JournalWords
{
    // A completer must not keep the prompt waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A word of each publication, each word once; none where the journal cannot be read in time.</summary>
    /// <param name="word">The word; null or empty for none.</param>
    public static IReadOnlyList<string> Of(Func<Publication, string?> word)
    {
        try
        {
            using var ending = new CancellationTokenSource(Patience);
            return [.. new PublicationJournal().ReadAll([], ending.Token).Select(word).OfType<string>().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is JournalException or OperationCanceledException)
        {
            return [];
        }
    }
}
