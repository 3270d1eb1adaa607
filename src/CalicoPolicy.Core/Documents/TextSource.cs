using System.Text;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// A file or stream as text: unpacked where it is compressed with gzip (told by its first bytes, whatever its name), and in UTF-8,
/// or in UTF-16 with a byte order mark. Reads as it goes: a file of any size, or one that unpacks to any size, costs a few buffers.
/// </summary>
public sealed class TextSource : IDisposable
{
    private readonly PrefixedStream _bytes;

    // Null where the text is UTF-8.
    private readonly bool? _isBigEndian;

    private TextSource(PrefixedStream bytes)
    {
        _bytes = bytes;
        _isBigEndian = bytes.Prefix switch
        {
            [0xFF, 0xFE, ..] => false,
            [0xFE, 0xFF, ..] => true,
            _ => null,
        };
        if (_isBigEndian is not null)
            bytes.SkipPrefix(2);
        else if (bytes.Prefix is [0xEF, 0xBB, 0xBF, ..])
            bytes.SkipPrefix(3);
    }

    /// <summary>The bytes from here on, where they are UTF-8; null where the text is UTF-16. Read either these or <see cref="OpenText"/>.</summary>
    public Stream? Utf8 => _isBigEndian is null ? _bytes : null;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="limits">How much to take.</param>
    /// <exception cref="UnreadableTextException">The file cannot be opened or unpacked, or is larger than the limit.</exception>
    public static TextSource Open(string path, ReadLimits limits)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return Open(file, limits);
        }
        catch (Exception exception) when (exception is IOException and not UnreadableTextException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableTextException(DocumentErrorCode.FileUnreadable, Explain(path, exception), exception);
        }
    }

    /// <summary>Opens a stream.</summary>
    /// <param name="stream">The bytes; closed with the source, and where opening fails.</param>
    /// <param name="limits">How much to take.</param>
    /// <exception cref="UnreadableTextException">The stream cannot be read or unpacked, or is larger than the limit.</exception>
    public static TextSource Open(Stream stream, ReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        Stream owned = stream;
        try
        {
            var bytes = new PrefixedStream(stream, limits.MaxBytes);
            owned = bytes;
            if (bytes.Prefix is [0x1F, 0x8B, 0x08, ..])
                owned = bytes = new PrefixedStream(new UnpackedStream(bytes), limits.MaxBytes);
            return new TextSource(bytes);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    /// <summary>The text from here on, strictly decoded: invalid bytes end it with an <see cref="UnreadableTextException"/>. Closed with the source.</summary>
    public TextReader OpenText() => _isBigEndian is not { } bigEndian
        ? new Utf8TextReader(_bytes)
        : new StreamReader(_bytes, new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 16 * 1024, leaveOpen: true);

    /// <inheritdoc />
    public void Dispose() => _bytes.Dispose();

    /// <summary>Whether the text begins as JSON does. YAML may begin so as well: braces and brackets are a part of it.</summary>
    internal bool LooksLikeJson()
    {
        var encoding = _isBigEndian switch { null => Encoding.UTF8, true => Encoding.BigEndianUnicode, false => Encoding.Unicode };
        return JsonLook.IsLikely(encoding.GetString(_bytes.Prefix));
    }

    private static string Explain(string path, Exception exception) => exception switch
    {
        _ when Directory.Exists(path) => "This is a folder, not a file.",
        FileNotFoundException or DirectoryNotFoundException => "There is no such file.",
        UnauthorizedAccessException => "The file may not be read. Check its permissions.",
        _ => "The file cannot be read: " + exception.Message,
    };
}
