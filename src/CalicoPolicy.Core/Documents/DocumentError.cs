using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>Something in a text that cannot be read, and where.</summary>
/// <param name="Code">Which error, for programs; a member of <see cref="DocumentErrorCode"/>.</param>
/// <param name="Message">What is wrong and what to do, for people; without the place.</param>
/// <param name="File">The file; null where the text came from elsewhere.</param>
/// <param name="Document">The document's index in its text, from 0.</param>
/// <param name="Span">Where.</param>
public sealed record DocumentError(DocumentErrorCode Code, string Message, string? File, int Document, TextSpan Span)
{
    /// <summary>The message with its place in front: <c>file:line:column: message</c>.</summary>
    public override string ToString() =>
        File is null ? $"{Span.Start}: {Message}" : $"{File}:{Span.Start}: {Message}";
}
