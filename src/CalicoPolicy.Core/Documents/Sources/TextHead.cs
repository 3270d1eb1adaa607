namespace CalicoPolicy.Core.Documents.Sources;

/// <summary>What the first bytes of a text tell of it.</summary>
internal static class TextHead
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 4096;

    /// <summary>The encoding that a byte order mark names; UTF-8 where there is none.</summary>
    public static TextEncoding EncodingOf(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] => TextEncoding.Utf16LittleEndian,
        [0xFE, 0xFF, ..] => TextEncoding.Utf16BigEndian,
        _ => TextEncoding.Utf8,
    };

    /// <summary>
    /// Whether UTF-8 bytes begin like JSON: a brace with a quoted key or a closing brace after it, a bracket with a JSON value after it.
    /// A YAML flow mapping may begin like this too: whoever fails to read JSON tries YAML next.
    /// </summary>
    public static bool IsJson(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        head = SkipBlanks(head);
        if (head.IsEmpty) return false;
        var next = SkipBlanks(head[1..]);
        return head[0] switch
        {
            (byte)'{' => next.IsEmpty || next[0] is (byte)'"' or (byte)'}',
            (byte)'[' => next.IsEmpty || next[0] is (byte)'"' or (byte)'{' or (byte)'[' or (byte)']',
            _ => false,
        };
    }

    private static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8);
}
