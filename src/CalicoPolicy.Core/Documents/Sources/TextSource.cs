using System.Text;

namespace CalicoPolicy.Core.Documents.Sources;

/// <summary>An opened file: decompressed where it is compressed, bounded in size, and known by its first bytes.</summary>
internal sealed class TextSource : IDisposable
{
    private readonly Stream _stream;
    private readonly TextEncoding _encoding;

    private TextSource(Stream stream, ReadOnlySpan<byte> head)
    {
        _stream = stream;
        _encoding = TextHead.EncodingOf(head);
        IsJson = _encoding == TextEncoding.Utf8 && TextHead.IsJson(head);
    }

    /// <summary>Whether the bytes are UTF-8 and begin like JSON.</summary>
    public bool IsJson { get; }

    /// <summary>The bytes of the text.</summary>
    public Stream Bytes => _stream;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file cannot be read, or its first bytes are damaged (<see cref="UnreadableTextException"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is compressed and damaged.</exception>
    public static TextSource Open(string path, ReadLimits limits)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        try
        {
            var head = new byte[TextHead.Length];
            var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            Stream text = GzipSource.IsGzip(head.AsSpan(0, length)) ? new GzipSource(file) : file;
            var bytes = new BufferedStream(new LimitedStream(text, limits.MaxBytes), 64 * 1024);
            return text is GzipSource ? Peeked(bytes) : new TextSource(bytes, head.AsSpan(0, length));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The text itself; invalid bytes throw <see cref="DecoderFallbackException"/>.</summary>
    public TextReader OpenText() => new StreamReader(
        _stream,
        _encoding switch
        {
            TextEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            TextEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        },
        detectEncodingFromByteOrderMarks: false,
        bufferSize: 16 * 1024,
        leaveOpen: true);

    public void Dispose() => _stream.Dispose();

    // Decompressed bytes cannot be read again: the head goes before the rest.
    private static TextSource Peeked(Stream bytes)
    {
        var head = new byte[TextHead.Length];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return new TextSource(new HeadedStream(head.AsMemory(0, length), bytes), head.AsSpan(0, length));
    }
}
