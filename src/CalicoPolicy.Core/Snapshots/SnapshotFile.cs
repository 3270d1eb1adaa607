using System.IO.Compression;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Documents.Json;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// A snapshot as one file: JSON compressed with gzip, a line with what is known of the snapshot, then one for each object. It holds
/// what the snapshot holds and nothing else; names in it are never taken for paths.
/// </summary>
public static class SnapshotFile
{
    /// <summary>The most objects that a file may have.</summary>
    public const int MaxObjects = 2_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a file begins like one of a snapshot. False where it cannot be read.</summary>
    /// <param name="path">Its full path.</param>
    public static bool IsAt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var source = TextSource.Open(path, ReadLimits.Default);
            if (source.Utf8 is not { } bytes) return false;
            Span<byte> start = stackalloc byte[SnapshotHeader.Start.Length];
            return bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(SnapshotHeader.Start);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Why a snapshot should not be written to a path; null where it may be.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="force">Whether a file may be written over that is read-only or holds something else.</param>
    /// <param name="noClobber">Whether a file that is there stays.</param>
    public static ExportError? WhyNotWritable(string path, bool force, bool noClobber)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path)) return new(ExportErrorCode.PathNotWritable, $"'{path}' is a folder.", "Name a file in it.");
        if (!File.Exists(path)) return null;
        if (noClobber) return new(ExportErrorCode.FileExists, $"'{path}' is there already.", "Leave out -NoClobber to write over it, or name another file.");
        if (force) return null;
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)) return new(ExportErrorCode.FileReadOnly, $"'{path}' is read-only.", "Use -Force to write over it all the same.");
        return IsAt(path) ? null : new(ExportErrorCode.FileNotUnderstood, $"'{path}' is there and holds no snapshot.", "Use -Force to write over it all the same, or name another file.");
    }

    /// <summary>Writes a snapshot. The file is there as a whole or not at all.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="path">The file's full path; missing folders are made, a file that is there is replaced.</param>
    /// <param name="cancellationToken">Ends the writing; what was there stays.</param>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(PolicySnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(path);
        ReplacedFile.Write(path, stream =>
        {
            using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            using var text = new StreamWriter(packed, Utf8) { NewLine = "\n" };
            text.WriteLine(JsonTreeWriter.OneLine(SnapshotHeader.Of(snapshot).ToTree()));
            foreach (var resource in snapshot.Resources)
            {
                cancellationToken.ThrowIfCancellationRequested();
                text.WriteLine(JsonTreeWriter.OneLine(ResourceMapper.Write(resource)));
            }
        });
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is no file of a snapshot, damaged, larger than the limits, or of a later version.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PolicySnapshot Read(string path, CancellationToken cancellationToken) => Read(path, ReadLimits.Default, cancellationToken);

    /// <summary>Reads a snapshot within limits of one's own.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="limits">How much to take.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is no file of a snapshot, damaged, larger than the limits, or of a later version.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PolicySnapshot Read(string path, ReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var source = TextSource.Open(path, limits);
            if (source.Utf8 is not { } bytes) throw Damaged(path, 0, "It is no file of a snapshot.");
            using var documents = JsonFormat.ReadUtf8(bytes, path, limits, cancellationToken).GetEnumerator();
            var header = SnapshotHeader.Read(Next(documents, path, 0) ?? throw Damaged(path, 0, "It is empty."), path);
            var resources = new List<Resource>(Math.Min(header.Count, 100_000));
            while (Next(documents, path, resources.Count + 1) is { } document)
            {
                if (resources.Count == header.Count) throw Damaged(path, document.Index, $"It holds more than the {header.Count} objects that it names.");
                resources.Add(ResourceOf(document, path));
            }

            if (resources.Count < header.Count) throw Damaged(path, resources.Count, $"It holds {resources.Count} of {header.Count} objects: it is cut off.");
            return PolicySnapshot.Of(resources, header.Options, cancellationToken);
        }
        catch (UnreadableTextException exception)
        {
            throw new DocumentException(new(exception.Code, exception.Message, path, 0, default));
        }
    }

    /// <summary>An exception that says what is wrong with a file.</summary>
    internal static DocumentException Damaged(string path, int document, string what) =>
        new(new(DocumentErrorCode.SnapshotDamaged, what, path, document, default));

    private static TreeDocument? Next(IEnumerator<TreeDocument> documents, string path, int index)
    {
        if (!documents.MoveNext()) return null;
        if (documents.Current.Errors is [var error, ..]) throw new DocumentException(error);
        return documents.Current.Root is null ? throw Damaged(path, index, "A part of it is empty.") : documents.Current;
    }

    private static Resource ResourceOf(TreeDocument document, string path)
    {
        var read = ResourceMapper.Read(document, null);
        if (read.Errors is [var error, ..]) throw Damaged(path, document.Index, $"An object is not as it should be: {error.Message}");
        return read.Resources is [var resource] ? resource with { Location = Location.None } : throw Damaged(path, document.Index, "It holds something that is no object of a snapshot.");
    }
}
