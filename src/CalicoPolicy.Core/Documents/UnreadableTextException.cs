namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Thrown by the readers that <see cref="TextSource"/> opens where the text cannot go on: bytes that are no text, a damaged
/// compressed file, more than the limit. An <see cref="ITextFormat"/> turns it into a <see cref="DocumentError"/>.
/// </summary>
public sealed class UnreadableTextException : IOException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">What the error becomes.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">What was caught; null where nothing was.</param>
    public UnreadableTextException(DocumentErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>What the error becomes.</summary>
    public DocumentErrorCode Code { get; }

    /// <summary>
    /// What reading an input threw, as an error of a document. Everything that is not text's fault (a disk that went away, a closed
    /// stream) is <see cref="DocumentErrorCode.FileUnreadable"/>.
    /// </summary>
    public static UnreadableTextException From(Exception exception) => exception switch
    {
        UnreadableTextException known => known,
        System.Text.DecoderFallbackException => new(
            DocumentErrorCode.InvalidEncoding, "The text is not in the encoding that its first bytes name. Save it as UTF-8.", exception),
        InvalidDataException => new(
            DocumentErrorCode.InvalidEncoding, "The compressed file is damaged. Compress the text again.", exception),
        _ => new(DocumentErrorCode.FileUnreadable, "The text cannot be read: " + exception.Message, exception),
    };
}
