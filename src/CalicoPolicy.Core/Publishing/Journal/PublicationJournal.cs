using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>
/// What was published from this machine, and what stood there before: a folder for each publication, written to disk before the first
/// change, so that it outlives a crash. Only its user may read it.
/// </summary>
public sealed partial class PublicationJournal
{
    /// <summary>How many publications are kept; of more, the oldest that ended go. Unfinished ones never do.</summary>
    public const int Kept = 200;

    /// <summary>Opens the journal.</summary>
    /// <param name="folder">Its folder, made where it is missing; null for <see cref="DefaultFolder"/>.</param>
    public PublicationJournal(string? folder = null) => Folder = folder ?? DefaultFolder;

    /// <summary>
    /// The folder where none is given: <c>calicopolicy/publications</c> below <c>XDG_STATE_HOME</c> (<c>~/.local/state</c>), on macOS below
    /// <c>~/Library/Application Support</c>, on Windows below <c>%LOCALAPPDATA%</c>.
    /// </summary>
    public static string DefaultFolder => Path.Combine(StateHome(), "calicopolicy", "publications");

    /// <summary>The journal's folder.</summary>
    public string Folder { get; }

    /// <summary>The publications, the latest first. What is damaged is left out and reported.</summary>
    /// <param name="damaged">Takes what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JournalException">The folder cannot be read.</exception>
    public IReadOnlyList<Publication> ReadAll(ICollection<JournalException> damaged, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(damaged);
        var found = new List<Publication>();
        foreach (var id in Ids().Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (JournalReader.Read(Path.Combine(Folder, id), cancellationToken) is { } publication) found.Add(publication);
            }
            catch (JournalException exception)
            {
                damaged.Add(exception);
            }
        }

        // Ids tell seconds only.
        return [.. found.OrderByDescending(publication => publication.Started)];
    }

    /// <summary>A publication by its id; null where there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JournalException">It is damaged, or cannot be read.</exception>
    public Publication? Find(string id, CancellationToken cancellationToken) =>
        Id().IsMatch(id) ? JournalReader.Read(Path.Combine(Folder, id), cancellationToken) : null;

    /// <summary>A new id.</summary>
    internal static string NewId(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Writes a publication down before it begins.</summary>
    /// <exception cref="JournalException">It cannot be written.</exception>
    internal JournalWriter Begin(Publication publication)
    {
        Tidy();
        return JournalWriter.Begin(Folder, publication);
    }

    /// <summary>Notes that a publication was taken back, or finished, by another.</summary>
    internal void Close(string id, PublicationState state, string by) => JournalWriter.Close(Path.Combine(Folder, id), state, by);

    private static string StateHome()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) return state;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support") : Path.Combine(home, ".local", "state");
    }

    private IEnumerable<string> Ids()
    {
        try
        {
            return Directory.Exists(Folder)
                ? [.. Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).OfType<string>().Where(name => Id().IsMatch(name)).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal '{Folder}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Removes the oldest that ended, where there are too many. Whether that works is no matter.</summary>
    private void Tidy()
    {
        var ids = Ids().ToList();
        foreach (var id in ids.Take(Math.Max(0, ids.Count - Kept + 1)))
        {
            try
            {
                var folder = Path.Combine(Folder, id);
                if (JournalReader.Read(folder, CancellationToken.None)?.State is PublicationState.Done or PublicationState.Continued or PublicationState.Undone)
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JournalException)
            {
                // It stays, then.
            }
        }
    }

    [GeneratedRegex("^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
