using System.Globalization;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>Reads one publication of the journal.</summary>
internal static class JournalReader
{
    public static Publication? Read(string folder, CancellationToken cancellationToken)
    {
        var head = Path.Combine(folder, JournalFiles.Head);
        try
        {
            if (!File.Exists(head)) return null;
            var publication = ReadHead(head, cancellationToken) ?? throw new JournalException($"'{head}' is no publication, or one of a later version of the module.");
            var progress = Path.Combine(folder, JournalFiles.Progress);
            var read = new Progress(publication);
            foreach (var line in File.Exists(progress) ? ReadLines(progress) : [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (line.Length > 0) read.Add(line, cancellationToken);
            }

            return read.ToPublication(IsHeld(Path.Combine(folder, JournalFiles.Lock)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"'{folder}' cannot be read: {exception.Message}", exception);
        }
    }

    private static Publication? ReadHead(string path, CancellationToken cancellationToken)
    {
        using var file = Open(path);
        foreach (var document in JsonFormat.ReadUtf8(file, path, ReadLimits.Default, cancellationToken))
        {
            if (document.Root is TreeMapping root) return JournalTrees.Read(root);
        }

        return null;
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        using var file = Open(path);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    private static bool IsHeld(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class Progress(Publication publication)
    {
        private readonly PublicationEntry[] _entries = [.. publication.Entries];
        private PublicationState? _state;
        private DateTimeOffset? _finished;

        public void Add(string line, CancellationToken cancellationToken)
        {
            using var text = new StringReader(line);

            // A crash may have cut the line off: then nothing is known of that step.
            if (JsonFormat.Instance.Read(text, null, ReadLimits.Default, cancellationToken).FirstOrDefault()?.Root is not TreeMapping root) return;
            if (int.TryParse(Trees.Text(root["entry"]), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _entries.Length)
            {
                if (Enum.TryParse<PublicationStatus>(Trees.Text(root["status"]), out var status))
                    _entries[index] = _entries[index] with { Status = status, After = root["after"] as TreeMapping };
            }
            else if (Enum.TryParse<PublicationState>(Trees.Text(root["state"]), out var state))
            {
                _state = state;
                if (DateTimeOffset.TryParse(Trees.Text(root["at"]), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)) _finished = at;
            }
        }

        public Publication ToPublication(bool isRunning) => publication with
        {
            Entries = _entries,
            Finished = _finished,
            State = isRunning ? PublicationState.Running : _state ?? PublicationState.Unfinished,
        };
    }
}
