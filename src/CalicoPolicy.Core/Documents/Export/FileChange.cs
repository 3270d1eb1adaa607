using System.Text;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>A file that an export would write or delete, or the reason why it would not.</summary>
public sealed class FileChange
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Encoding _encoding = Utf8;

    private FileChange(string path, string description, string? text, ExportError? error)
    {
        Path = path;
        Description = description;
        Text = text;
        Error = error;
    }

    private FileChange(string path, string description, string text, Encoding encoding)
        : this(path, description, text, error: null) => _encoding = encoding;

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>What would be done, for people.</summary>
    public string Description { get; }

    /// <summary>The file's new text; null where it is deleted or not written.</summary>
    public string? Text { get; }

    /// <summary>Why the file is not written; null where it is.</summary>
    public ExportError? Error { get; }

    internal static FileChange Write(string path, string text, string description) => new(path, description, text, error: null);

    /// <summary>The text in the encoding that the file has, with its byte order mark.</summary>
    internal static FileChange Write(string path, string text, string description, Encoding encoding) => new(path, description, text, encoding);

    /// <summary>The encoding that a file's byte order mark names; UTF-8 without one where it has none.</summary>
    internal static Encoding EncodingOf(string path)
    {
        Span<byte> start = stackalloc byte[3];
        using var stream = File.OpenRead(path);
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)] switch
        {
            [0xEF, 0xBB, 0xBF] => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => Utf8,
        };
    }

    internal static FileChange Delete(string path, string description) => new(path, description, null, error: null);

    internal static FileChange Refuse(string path, ExportErrorCode code, string message, string action) =>
        new(path, string.Empty, null, new ExportError(code, message, action));

    /// <summary>
    /// Carries the change out: the text goes to a temporary file beside the target, which then takes the target's place, so that a
    /// crash leaves either the old file or the new one.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file is not to be written.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Apply()
    {
        if (Error is not null) throw new InvalidOperationException(Error.Message);
        if (Text is null)
            File.Delete(ReplacedFile.Target(Path));
        else
            ReplacedFile.Write(Path, Write);
    }

    private void Write(Stream stream)
    {
        stream.Write(_encoding.Preamble);
        stream.Write(_encoding.GetBytes(Text!));
    }
}
