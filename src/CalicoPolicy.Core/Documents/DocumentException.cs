namespace CalicoPolicy.Core.Documents;

/// <summary>Carries a <see cref="DocumentError"/> where an exception is asked for.</summary>
public sealed class DocumentException : FormatException
{
    /// <summary>Wraps an error.</summary>
    public DocumentException(DocumentError error)
        : base(error.ToString()) => Error = error;

    /// <summary>The error, with file, line and column.</summary>
    public DocumentError Error { get; }
}
