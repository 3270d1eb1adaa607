namespace CalicoPolicy.Yaml;

/// <summary>One document of a text, as the scanner reads it. Keeps the last characters, for messages about an error near them.</summary>
internal sealed class DocumentText : TextReader
{
    private const int Kept = 4096;

    private readonly DocumentSplitter _splitter;
    private readonly char[] _last = new char[Kept];
    private long _count;

    public DocumentText(DocumentSplitter splitter) => _splitter = splitter;

    /// <summary>What looks for comments in the text.</summary>
    public CommentFinder Comments { get; private set; } = new();

    /// <summary>How many characters were read so far.</summary>
    public long Count => _count;

    /// <summary>Whether there was a tab so far.</summary>
    public bool HasTab { get; private set; }

    /// <summary>The character at an index of the document; NUL where it is not kept or not there.</summary>
    public char this[long index] => index >= 0 && index < _count && index >= _count - Kept ? _last[index % Kept] : '\0';

    /// <summary>Begins with the splitter's next document. Only the buffer is kept.</summary>
    public void Restart()
    {
        _count = 0;
        HasTab = false;
        Comments = new CommentFinder();
    }

    /// <inheritdoc />
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override int Read(Span<char> buffer)
    {
        var read = _splitter.Read(buffer);
        var text = buffer[..read];
        Comments.Append(text);
        HasTab = HasTab || text.Contains('\t');
        for (var rest = text; !rest.IsEmpty;)
        {
            var offset = (int)(_count % Kept);
            var part = rest[..Math.Min(rest.Length, Kept - offset)];
            part.CopyTo(_last.AsSpan(offset));
            _count += part.Length;
            rest = rest[part.Length..];
        }

        return read;
    }

    /// <inheritdoc />
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc />
    public override int Peek() => -1;
}
