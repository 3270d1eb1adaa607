using System.Buffers;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>
/// One document of a text: as a whole, where it is of usual size, and as the scanner reads it. The place that bounds memory: it counts
/// what it hands out between two events of the parser, whatever the parser is collecting. Keeps the last characters, for messages about
/// an error near them.
/// </summary>
internal sealed class DocumentText : TextReader
{
    private const int Kept = 4096;

    // The scanner looks ahead up to 2,048 characters, which must not count against what it is scanning.
    private const int LookAhead = 4096;

    private readonly DocumentSplitter _splitter;
    private readonly ReadLimits _limits;
    private readonly char[] _last = new char[Kept];
    private char[] _ahead = ArrayPool<char>.Shared.Rent(64 * 1024);
    private ReadFailure? _failure;
    private int _aheadPosition;
    private int _aheadEnd;
    private long _count;
    private long _sinceEvent;

    public DocumentText(DocumentSplitter splitter, ReadLimits limits)
    {
        _splitter = splitter;
        _limits = limits;
    }

    /// <summary>What looks for comments in the text.</summary>
    public CommentFinder Comments { get; private set; } = new();

    /// <summary>How many characters were read so far.</summary>
    public long Count => _count;

    /// <summary>Whether there was a tab so far.</summary>
    public bool HasTab { get; private set; }

    /// <summary>The character at an index of the document; NUL where it is not kept or not there.</summary>
    public char this[long index] => index >= 0 && index < _count && index >= _count - Kept ? _last[index % Kept] : '\0';

    /// <summary>Begins with the splitter's next document. Only the buffers are kept.</summary>
    public void Restart()
    {
        _count = _sinceEvent = 0;
        _aheadPosition = _aheadEnd = 0;
        _failure = null;
        HasTab = false;
        Comments = new CommentFinder();
    }

    /// <summary>Tells that the parser has come to its next event: what it holds now is no longer growing.</summary>
    public void RestartCount() => _sinceEvent = 0;

    /// <summary>The whole document, which can still be read from its beginning. No longer than the longest scalar may be.</summary>
    /// <returns>False where it is longer, or cannot be read to its end.</returns>
    public bool TryLookAhead(out ReadOnlySpan<char> document)
    {
        document = default;
        try
        {
            while (_aheadEnd <= _limits.MaxScalarLength)
            {
                if (_aheadEnd == _ahead.Length) Grow();
                var read = _splitter.Read(_ahead.AsSpan(_aheadEnd));
                _aheadEnd += read;
                if (read > 0) continue;
                document = _ahead.AsSpan(0, _aheadEnd);
                return true;
            }
        }
        catch (ReadFailure failure)
        {
            _failure = failure;
        }

        return false;
    }

    /// <inheritdoc />
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc />
    /// <exception cref="ReadFailure">The document, or the text, cannot be read further.</exception>
    public override int Read(Span<char> buffer)
    {
        var read = ReadNext(buffer);
        _sinceEvent += read;
        if (_sinceEvent > (long)_limits.MaxScalarLength + LookAhead)
        {
            throw new ReadFailure(
                DocumentErrorCode.LimitExceeded,
                $"A value, key or comment is longer than {_limits.MaxScalarLength} characters. Split the document, or raise the limit.",
                _splitter.Position);
        }

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

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _ahead.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_ahead);
            _ahead = [];
        }

        base.Dispose(disposing);
    }

    private int ReadNext(Span<char> buffer)
    {
        var left = _ahead.AsSpan(_aheadPosition, _aheadEnd - _aheadPosition);
        if (left.IsEmpty) return _failure is null ? _splitter.Read(buffer) : throw _failure;
        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        _aheadPosition += count;
        return count;
    }

    private void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(_ahead.Length * 2);
        _ahead.AsSpan(0, _aheadEnd).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_ahead);
        _ahead = larger;
    }
}
