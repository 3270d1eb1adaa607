using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>
/// The words of the YAML and JSON files of a folder. What was read is kept until the file changes, so that asking again costs a look
/// at the folder. May be used by several threads.
/// </summary>
public sealed class FolderWords
{
    /// <summary>The most files that are read of a folder and the folders in it.</summary>
    public const int MaxFiles = 200;

    /// <summary>The most bytes that are read of them.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    // A prompt is where somebody works: folders without end, or a disk that does not answer, must not keep a thread busy for long.
    private static readonly TimeSpan LongestScan = TimeSpan.FromSeconds(2);

    private readonly FileWords _files;
    private readonly object _lock = new();
    private FolderScan? _current;

    /// <summary>Makes a reader that has read nothing yet.</summary>
    /// <param name="yaml">Gives the YAML format when it is needed.</param>
    public FolderWords(Func<ITextFormat> yaml) => _files = new(yaml);

    /// <summary>
    /// What is known of a folder by the end of the caller's patience. The reading goes on behind it for a short while, so that the
    /// next call knows more. Never throws; what cannot be read has no words.
    /// </summary>
    /// <param name="folder">The folder's full path; null where there is none.</param>
    /// <param name="patience">How long to wait.</param>
    public PolicyWords Read(string? folder, TimeSpan patience)
    {
        var words = new PolicyWords();
        if (folder is not null)
        {
            var scan = Scan(folder);
            scan.Wait(patience);
            foreach (var file in scan.Files) words.Add(file);
        }

        words.AddAutomaticLabels();
        return words;
    }

    private FolderScan Scan(string folder)
    {
        lock (_lock)
        {
            if (_current is { IsRunning: true } running && running.Folder == folder) return running;
            return _current = FolderScan.Start(folder, _files, LongestScan);
        }
    }
}
