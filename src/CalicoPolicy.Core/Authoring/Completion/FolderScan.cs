using System.Collections.Concurrent;
using System.Security;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>One reading of a folder, on a thread of its own.</summary>
internal sealed class FolderScan
{
    private readonly FileWords _known;
    private readonly ConcurrentQueue<PolicyWords> _files = new();
    private Task _task = Task.CompletedTask;

    private FolderScan(string folder, FileWords known)
    {
        Folder = folder;
        _known = known;
    }

    public string Folder { get; }

    public bool IsRunning => !_task.IsCompleted;

    /// <summary>The words of each file that was looked at so far.</summary>
    public IEnumerable<PolicyWords> Files => _files;

    public static FolderScan Start(string folder, FileWords known, TimeSpan longest)
    {
        var scan = new FolderScan(folder, known);
        scan._task = Task.Run(() => scan.Run(longest));
        return scan;
    }

    /// <summary>Waits for the end, without its failure.</summary>
    public void Wait(TimeSpan patience) => Task.WaitAny([_task], patience);

    private void Run(TimeSpan longest)
    {
        using var ending = new CancellationTokenSource(longest);
        try
        {
            var bytes = 0L;
            foreach (var path in ResourceFiles.Expand([Folder], isRecursive: true, ending.Token).Take(FolderWords.MaxFiles))
            {
                // What has no length may be a pipe, which would be waited for.
                var file = new FileInfo(path);
                if (!file.Exists || file.Length == 0 || (bytes += file.Length) > FolderWords.MaxBytes) continue;
                _files.Enqueue(_known.Of(file, ending.Token));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException or OperationCanceledException)
        {
            // Completion offers what it has.
        }
    }
}
