using System.Collections;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Parameters;

/// <summary>The publications of the journal, the latest first; for Undo-PolicyPublication those that can be taken back.</summary>
public sealed class PublicationCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> WordsFor(string command, IDictionary parameters)
    {
        var isUndo = command.StartsWith("Undo", StringComparison.OrdinalIgnoreCase);
        return JournalWords.Of(publication => isUndo && publication.State is PublicationState.Undone or PublicationState.Continued ? null : publication.Id);
    }
}
