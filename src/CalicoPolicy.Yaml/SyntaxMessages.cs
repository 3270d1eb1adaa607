namespace CalicoPolicy.Yaml;

/// <summary>The scanner's and parser's messages in words that say what to do. What is not known here keeps its own words.</summary>
internal static class SyntaxMessages
{
    /// <summary>What to tell people about a tab.</summary>
    public const string Tab = "A tab stands in the indentation. Indent with spaces only.";

    private static readonly (string Part, string Message)[] Known =
    [
        ("found invalid tab", Tab),
        ("found a tab character that violate", Tab),
        ("Mapping values are not allowed", "A ': ' stands where no key can be. Indent the line like the ones beside it, or put the value in quotes if the colon is part of it."),
        ("found invalid mapping", "A ': ' stands within a value. Indent the line like the ones beside it, or put the value in quotes if the colon is part of it."),
        ("Block sequence entries are not allowed", "A list item '- ' cannot stand here. Put it on a line of its own, indented like the other items."),
        ("while scanning a simple key, could not find expected ':'", "A key without a colon. Put ': ' behind it; if it belongs to the value above, indent it further."),
        ("did not find expected key", "The line is no key of this mapping. Indent it like the keys beside it, put a colon behind the key, and look for a quote or bracket left open above."),
        ("did not find expected '-' indicator", "The line is no item of this list. Begin it with '- ' in the column of the other items, or indent it like a key of the mapping around the list."),
        ("did not find expected ',' or ']'", "The list in brackets goes on without a comma, or its ']' is missing."),
        ("did not find expected ',' or '}'", "The mapping in braces goes on without a comma, or its '}' is missing."),
        ("did not find expected <document start>", "The document ends above, and this does not belong to it. Put '---' on a line before it, or indent it."),
        ("did not find expected <document end>", "The document ends above, and this does not belong to it. Put '---' on a line before it, or indent it."),
        ("did not find expected node content", "A value is expected here. Quote it if it begins with a character that YAML uses itself."),
        ("quoted scalar, found unexpected end of stream", "The quote that opens here is not closed in this document."),
        ("quoted scalar, found unexpected document indicator", "The quote that opens here is not closed before the next document."),
        ("found wrong indentation", "The text in quotes goes on too far to the left, or the quote that opens here is not closed."),
        ("found unknown escape character", "A backslash in double quotes has a meaning of its own. Write \\\\ for a backslash, or use single quotes."),
        ("did not find expected hexadecimal number", "An escape \\x, \\u or \\U in double quotes needs 2, 4 or 8 hexadecimal digits."),
        ("found invalid Unicode", "An escape in double quotes names no character."),
        ("anchor or alias", "A '*' or '&' at the beginning of a value means an alias or anchor. Put the value in quotes."),
        ("undefined tag handle", "The type that begins with '!' is not defined. Put the value in quotes if the '!' is part of it."),
        ("found more than one anchor", "A value can have one anchor only."),
        ("found duplicate %YAML directive", "The document has two %YAML lines. Remove one."),
        ("found incompatible YAML document", "The %YAML line names a version that is not known. Write 1.1 or 1.2, or remove the line."),
        ("did not find preceding <document end>", "A %YAML line stands inside a document. Put '...' on a line before it, or remove it."),
        ("document end, found invalid content", "Nothing but a comment may follow '...' on its line."),
        ("indentation indicator equal to 0", "The digit after '|' or '>' says how far the text is indented, and cannot be 0."),
        ("did not find expected comment or line break", "Nothing but a comment may stand on this line after '|', '>' or a directive. Begin the text on the next line."),
        ("found extra spaces in first line", "The first line of the block is indented further than the next. Give the indentation after the '|', as in '|2'."),
        ("found more spaces in lines above", "The first line of the block is indented further than the next. Give the indentation after the '>', as in '>2'."),
        ("found a comment between adjacent scalars", "A comment ends the value above it. Put the value in quotes, or move the comment."),
        ("invalid comment after", "A comment needs a space before its '#'."),
    ];

    /// <summary>Whether the error is that something does not end, so that its beginning is the place to look at.</summary>
    public static bool IsLeftOpen(string message) =>
        message.Contains("quoted scalar, found unexpected", StringComparison.Ordinal)
        || message.Contains("found wrong indentation", StringComparison.Ordinal)
        || message.Contains("cannot start any token", StringComparison.Ordinal);

    /// <summary>What to tell people about an exception that the scanner does not throw on purpose, or without words.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        InvalidOperationException => "A value in brackets stands too far to the left, or the bracket is not closed. Indent it further than the key before the bracket.",
        ArgumentException => "An escape in double quotes names no character.",
        _ => "This is not YAML that can be read. Look at the indentation, quotes and escapes here and just above.",
    };

    /// <summary>What to tell people about an error.</summary>
    /// <param name="message">The parser's message.</param>
    /// <param name="offender">The character at the error; NUL where it is not known.</param>
    /// <param name="tabInIndentation">Whether the line of the error begins with a tab, after spaces or not.</param>
    public static string Explain(string message, char offender, bool tabInIndentation)
    {
        if (tabInIndentation)
            return Tab;
        if (message.Contains("character that cannot start any token", StringComparison.Ordinal))
        {
            return offender == '\t'
                ? "A tab stands before the value. Use spaces."
                : $"A value cannot begin with '{offender}'. Put it in quotes.";
        }

        foreach (var (part, text) in Known)
        {
            if (message.Contains(part, StringComparison.OrdinalIgnoreCase))
                return text;
        }

        return "This is not YAML: " + message;
    }
}
