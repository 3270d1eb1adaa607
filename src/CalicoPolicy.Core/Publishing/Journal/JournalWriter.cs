using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Json;

namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>
/// Writes one publication: first whole (<c>publication.json</c>), then a line for each step (<c>progress.jsonl</c>), each forced to disk.
/// While it is open, the file <c>lock</c> is held, which tells a running publication from one whose process has gone.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _progress;

    private JournalWriter(string folder)
    {
        _lock = Open(Path.Combine(folder, JournalFiles.Lock), FileShare.None);
        _progress = Open(Path.Combine(folder, JournalFiles.Progress), FileShare.Read);
        _progress.Seek(0, SeekOrigin.End);
    }

    public static JournalWriter Begin(string journal, Publication publication)
    {
        var folder = Path.Combine(journal, publication.Id);
        var unfinished = Path.Combine(journal, "." + publication.Id);
        try
        {
            MakeFolder(journal);
            MakeFolder(unfinished);
            using (var file = Open(Path.Combine(unfinished, JournalFiles.Head), FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(JsonTreeWriter.OneLine(JournalTrees.Of(publication))));
                file.Flush(flushToDisk: true);
            }

            Directory.Move(unfinished, folder);
            return new(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal '{journal}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Adds to a publication that has ended how it ended at last.</summary>
    public static void Close(string folder, PublicationState state, string by)
    {
        try
        {
            using var progress = Open(Path.Combine(folder, JournalFiles.Progress), FileShare.Read);
            progress.Seek(0, SeekOrigin.End);
            Add(progress, Ended(state, Trees.Field("by", Trees.Word(by))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal '{folder}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>What became of an entry.</summary>
    public void Wrote(int entry, PublicationStatus status, TreeMapping? after) => Add(
        _progress,
        [
            Trees.Field("entry", new TreeScalar(ScalarKind.Integer, entry.ToString(CultureInfo.InvariantCulture), default)),
            Trees.Field("status", Trees.Word(status.ToString())),
            .. after is null ? (TreeField[])[] : [Trees.Field("after", after)],
        ]);

    /// <summary>How the publication ended.</summary>
    public void End(PublicationState state) => Add(_progress, Ended(state));

    public void Dispose()
    {
        _progress.Dispose();
        _lock.Dispose();
    }

    private static TreeField[] Ended(PublicationState state, params TreeField[] more) =>
    [
        Trees.Field("state", Trees.Word(state.ToString())),
        Trees.Field("at", Trees.Word(DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture))),
        .. more,
    ];

    // A line break first: the line before may have been cut off by a crash.
    private static void Add(FileStream file, TreeField[] fields)
    {
        file.Write(Encoding.UTF8.GetBytes("\n" + JsonTreeWriter.OneLine(Trees.Mapping(fields)) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
