using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>The journal as it lies on disk.</summary>
public sealed class PublicationJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("calicopolicy-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_latest_comes_first_also_of_those_that_began_in_the_same_second()
    {
        // The ends of the ids are random.
        Write("20261128T120000Z-ffffffff", "2026-11-28T12:00:00.1000000+00:00");
        Write("20261128T120000Z-00000000", "2026-11-28T12:00:00.9000000+00:00");
        Write("20261128T120000Z-77777777", "2026-11-28T12:00:00.5000000+00:00");
        Write("20261128T115959Z-99999999", "2026-11-28T11:59:59.9000000+00:00");
        Assert.Equal(
            ["20261128T120000Z-00000000", "20261128T120000Z-77777777", "20261128T120000Z-ffffffff", "20261128T115959Z-99999999"],
            new PublicationJournal(_folder).ReadAll([], TestContext.Current.CancellationToken).Select(publication => publication.Id));
    }

    [Fact]
    public void What_is_damaged_is_named_and_hides_nothing_else()
    {
        Write("20261128T120000Z-ffffffff", "2026-11-28T12:00:00.1000000+00:00");
        Write("20261128T120001Z-ffffffff", "yesterday");
        var damaged = new List<JournalException>();
        Assert.Equal("20261128T120000Z-ffffffff", Assert.Single(new PublicationJournal(_folder).ReadAll(damaged, TestContext.Current.CancellationToken)).Id);
        Assert.Contains("20261128T120001Z-ffffffff", Assert.Single(damaged).Message, StringComparison.Ordinal);
    }

    private void Write(string id, string started)
    {
        Directory.CreateDirectory(Path.Combine(_folder, id));
        File.WriteAllText(Path.Combine(_folder, id, "publication.json"), $$"""{"version":"1","id":"{{id}}","cluster":"c","started":"{{started}}","entries":[]}""");
    }
}
