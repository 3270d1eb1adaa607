using System.Globalization;

namespace CalicoPolicy.Core.Resources;

/// <summary>
/// Where a resource was read: file, document, and the place of every field in it. A resource that was built at the prompt
/// has <see cref="None"/>. Never part of a resource's equality.
/// </summary>
public class Location
{
    /// <summary>Makes a location of a whole document.</summary>
    public Location(string? file, int document, TextSpan span)
    {
        File = file;
        Document = document;
        Span = span;
    }

    /// <summary>The location of what was never read.</summary>
    public static Location None { get; } = new(null, -1, default);

    /// <summary>The file's full path; null where the text came from elsewhere (the pipeline, standard input).</summary>
    public string? File { get; }

    /// <summary>The document's index in its file or text, from 0; -1 for <see cref="None"/>.</summary>
    public int Document { get; }

    /// <summary>The resource's text.</summary>
    public TextSpan Span { get; }

    /// <summary>The first line, from 1; 0 for <see cref="None"/>.</summary>
    public int Line => Span.Start.Line;

    /// <summary>The column on that line, from 1; 0 for <see cref="None"/>.</summary>
    public int Column => Span.Start.Column;

    /// <summary>Whether this names a place at all.</summary>
    public bool IsKnown => Document >= 0;

    /// <summary>
    /// The text of a field: its value, from its first character on. Where the field itself is not in the text (a default),
    /// the nearest field around it.
    /// </summary>
    /// <param name="path">The way to the field.</param>
    public virtual TextSpan Find(FieldPath path) => Span;

    /// <inheritdoc />
    public override string ToString() =>
        IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}") : string.Empty;
}
