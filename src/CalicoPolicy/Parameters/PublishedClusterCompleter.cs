namespace CalicoPolicy.Parameters;

/// <summary>The clusters that publications of the journal went to.</summary>
public sealed class PublishedClusterCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => JournalWords.Of(publication => publication.Cluster);
}
