namespace CalicoPolicy.Parameters;

/// <summary>The owners that publications of the journal name.</summary>
public sealed class OwnerCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => JournalWords.Of(publication => publication.Owner);
}
