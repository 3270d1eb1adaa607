using System.Collections.Concurrent;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>The words of files, kept until a file changes.</summary>
internal sealed class FileWords
{
    // Some folders' worth; whoever works in more reads the first ones again.
    private const int MaxKept = 10 * FolderWords.MaxFiles;

    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, PolicyWords Words)> _kept = new(StringComparer.Ordinal);
    private readonly Lazy<ResourceReader> _reader;

    public FileWords(Func<ITextFormat> yaml) => _reader = new(() => new(new DocumentReader(yaml())
    {
        Limits = ReadLimits.Default with { MaxBytes = FolderWords.MaxBytes },
        Parallelism = 1,
    }));

    public PolicyWords Of(FileInfo file, CancellationToken cancellationToken)
    {
        var written = file.LastWriteTimeUtc;
        if (_kept.TryGetValue(file.FullName, out var kept) && kept.Written == written && kept.Length == file.Length) return kept.Words;
        var words = PolicyWords.Of(_reader.Value.ReadFiles([file.FullName], cancellationToken).SelectMany(result => result.Resources));
        if (_kept.Count >= MaxKept) _kept.Clear();
        _kept[file.FullName] = (written, file.Length, words);
        return words;
    }
}
