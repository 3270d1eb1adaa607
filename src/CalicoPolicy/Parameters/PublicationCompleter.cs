using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Parameters;

/// <summary>The publications of the journal, the latest first.</summary>
public sealed class PublicationCompleter : WordCompleter
{
    // A completer must not keep the prompt waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override IEnumerable<string> Words
    {
        get
        {
            try
            {
                using var ending = new CancellationTokenSource(Patience);
                return [.. new PublicationJournal().ReadAll([], ending.Token).Select(publication => publication.Id)];
            }
            catch (Exception exception) when (exception is JournalException or OperationCanceledException)
            {
                return [];
            }
        }
    }
}
