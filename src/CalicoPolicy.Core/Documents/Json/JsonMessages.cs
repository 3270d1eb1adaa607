using System.Text.Json;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>The reader's messages in words that say what to do. What is not known here keeps its own words.</summary>
internal static class JsonMessages
{
    private const string CutOff = "The text ends before the last bracket is closed. It may be cut off.";

    private static readonly (string Part, string Message)[] Known =
    [
        ("trailing comma", "A comma stands before the closing bracket. Remove it: JSON takes none there."),
        ("'/' is an invalid", "JSON has no comments. Remove it, or save the file as YAML, where '#' begins one."),
        ("''' is an invalid start", "JSON takes double quotes only."),
        ("Expected end of string, but instead reached end of data", "The quote that opens the last text is not closed."),
        ("is an invalid escapable character", "A backslash in a text has a meaning of its own. Write \\\\ for a backslash."),
        ("within a JSON string", "A line break or control character stands in a text in quotes, or the quote is not closed. Write \\n for a line break."),
        ("Expected depth to be zero at the end", CutOff),
        ("Expected a ','", "A comma is missing before this."),
        ("after a value. Expected either ','", "A comma is missing before this, or a bracket or quote before it is wrong."),
        ("Expected a '\"'", "A key in double quotes is expected here."),
        ("is an invalid start of a property name", "A key in double quotes is expected here."),
        ("after property name. Expected a ':'", "A colon is missing between key and value."),
        ("is an invalid end of a number", "The number ends with a character that belongs to none."),
    ];

    /// <summary>What to tell people about an error.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="isAtEnd">Whether it is at the end of the text.</param>
    public static string Explain(JsonException exception, bool isAtEnd)
    {
        if (isAtEnd && !exception.Message.Contains("end of string", StringComparison.Ordinal))
            return CutOff;
        foreach (var (part, text) in Known)
        {
            if (exception.Message.Contains(part, StringComparison.Ordinal))
                return text;
        }

        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return "This is not JSON: " + (end < 0 ? exception.Message : exception.Message[..end]);
    }
}
