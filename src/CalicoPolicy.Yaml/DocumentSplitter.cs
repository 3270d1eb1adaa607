using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Cuts a text into documents at the markers <c>---</c> and <c>...</c>, so that each has a parser of its own and an error in one leaves
/// the others readable. Reads forward once; linear.
/// </summary>
internal sealed class DocumentSplitter
{
    private const int BufferSize = 16 * 1024;

    private readonly TextReader _text;
    private readonly ReadLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly char[] _buffer = new char[BufferSize + 1];
    private int _position;
    private int _end;
    private int _forbidden = -1;
    private bool _endOfText;
    private bool _isFirst = true;
    private bool _isSkipping;
    private bool _isEnded = true;
    private bool _isClosed;
    private bool _atLineStart = true;
    private bool _afterReturn;
    private int _line = 1;
    private int _lineOffset;
    private long _total;

    public DocumentSplitter(TextReader text, ReadLimits limits, CancellationToken cancellationToken)
    {
        _text = text;
        _limits = limits;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The line of the text that the current document begins on, from 1.</summary>
    public int FirstLine { get; private set; } = 1;

    /// <summary>Whether the current document is there at all, by a <c>---</c> or by content, and not only comments and directives so far.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>What ended the whole text before its end; null where nothing did.</summary>
    public ReadFailure? Failure { get; private set; }

    /// <summary>The place of the next character that will be handed out.</summary>
    public Position Position => new(_line, _lineOffset + 1);

    /// <summary>Goes on to the next document, skipping what is left of the current one.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool MoveNext()
    {
        // What was skipped was not looked at, and the buffer may hold some of the next document already.
        if (Skip())
            _forbidden = IndexOfForbidden(_position);
        if (_position == _end && !Fill())
            return false;
        FirstLine = _line;
        HasStarted = false;
        _isEnded = false;
        _isClosed = false;
        return true;
    }

    /// <summary>The next characters of the current document.</summary>
    /// <returns>How many; 0 at its end.</returns>
    /// <exception cref="ReadFailure">The document, or the text, cannot be read further.</exception>
    public int Read(Span<char> destination)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var written = 0;
        while (written < destination.Length && !_isEnded && HasMore(isFirst: written == 0))
        {
            if (_atLineStart && !BeginLine())
                break;
            written += CopyLine(destination[written..]);
        }

        return written;
    }

    /// <returns>Whether there was something to skip.</returns>
    private bool Skip()
    {
        if (_isEnded)
            return false;
        _isSkipping = true;
        while (!_isEnded && HasMore(isFirst: true) && (!_atLineStart || BeginLine()))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            SkipLines();
        }

        _isSkipping = false;
        _isEnded = true;
        return true;
    }

    /// <summary>Whether the next character can be handed out; the document ends with the text. What is before an error is handed out first.</summary>
    private bool HasMore(bool isFirst)
    {
        if (_position == _end && !Fill())
        {
            if (Failure is not null && !isFirst)
                return false;
            _isEnded = true;
            if (Failure is not null && !_isSkipping)
                throw Failure;
            return false;
        }

        if (_position != _forbidden || _isSkipping)
            return true;
        if (!isFirst)
            return false;
        throw new ReadFailure(DocumentErrorCode.InvalidSyntax, CharacterRules.Explain(_buffer[_position]), Position);
    }

    /// <summary>Looks at the beginning of a line.</summary>
    /// <returns>False where the line belongs to the next document.</returns>
    private bool BeginLine()
    {
        if (_isClosed)
        {
            // The line after "...": the line break in "\r\n" is still part of the marker's line.
            if (!(_afterReturn && _buffer[_position] == '\n'))
            {
                _isEnded = true;
                return false;
            }
        }
        else if (IsMarker('-'))
        {
            if (HasStarted)
            {
                _isEnded = true;
                return false;
            }

            HasStarted = true;
        }
        else if (IsMarker('.'))
        {
            _isClosed = true;
        }
        else if (!HasStarted)
        {
            HasStarted = IsContent();
        }

        _atLineStart = false;
        return true;
    }

    private bool IsMarker(char character)
    {
        if (_buffer[_position] != character)
            return false;
        while (_end - _position < 4 && Fill())
        {
        }

        var line = _buffer.AsSpan(_position, _end - _position);
        return line.Length >= 3 && line[1] == character && line[2] == character
            && (line.Length == 3 || line[3] is ' ' or '\t' or '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
    }

    /// <summary>Whether a line before the document's start is more than space, a comment or a directive. Undecided long space counts as content.</summary>
    private bool IsContent()
    {
        if (_buffer[_position] == '%')
            return false;
        for (var offset = 0; ; offset++)
        {
            if (_position + offset == _end && (_end - _position > 1024 || !Fill()))
                return _end - _position > 1024;
            var character = _buffer[_position + offset];
            if (character is not (' ' or '\t'))
                return character is not ('#' or '\n' or '\r');
        }
    }

    /// <summary>Copies up to the end of the line, of what is buffered, or of the destination.</summary>
    private int CopyLine(Span<char> destination)
    {
        var end = _forbidden >= 0 ? _forbidden : _end;
        var source = _buffer.AsSpan(_position, Math.Min(end - _position, destination.Length));
        var lineBreak = source.IndexOfAny('\n', '\r');
        var count = lineBreak < 0 ? source.Length : lineBreak + 1;
        source[..count].CopyTo(destination);
        var isSecondHalf = _afterReturn && source[0] == '\n';
        _position += count;
        _afterReturn = lineBreak >= 0 && source[lineBreak] == '\r';
        if (lineBreak < 0)
        {
            _lineOffset += count;
            return count;
        }

        if (!isSecondHalf)
            _line++;
        _lineOffset = 0;
        _atLineStart = true;
        return count;
    }

    /// <summary>Passes over what is buffered, up to the next line that may be a marker.</summary>
    private void SkipLines()
    {
        var source = _buffer.AsSpan(_position, _end - _position);
        var count = 0;
        do
        {
            var next = source[(count + 1)..].IndexOfAny('-', '.');
            count = next < 0 ? source.Length : count + 1 + next;
        }
        while (count < source.Length && source[count - 1] is not ('\n' or '\r'));

        // After "..." the very next line is another document's.
        if (_isClosed && source.IndexOfAny('\n', '\r') is >= 0 and var end)
            count = end + 1;
        source = source[..count];
        var pairs = source.Count("\r\n") + (_afterReturn && source[0] == '\n' ? 1 : 0);
        _line += source.Count('\n') + source.Count('\r') - pairs;
        var lineBreak = source.LastIndexOfAny('\n', '\r');
        _lineOffset = lineBreak < 0 ? _lineOffset + count : count - lineBreak - 1;
        _atLineStart = lineBreak == count - 1;
        _afterReturn = source[^1] == '\r';
        _position += count;
    }

    /// <summary>Reads more of the text behind what is still to be handed out.</summary>
    /// <returns>False where there is no more; <see cref="Failure"/> says whether that is the end.</returns>
    private bool Fill()
    {
        if (_endOfText || _end - _position >= BufferSize)
            return false;
        _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
        _end -= _position;
        _forbidden = _forbidden < 0 ? -1 : _forbidden - _position;
        _position = 0;
        var start = _end;
        try
        {
            _end += _text.Read(_buffer.AsSpan(_end, BufferSize - _end));
            if (_end > start && char.IsHighSurrogate(_buffer[_end - 1]) && _text.Read() is >= 0 and var other)
                _buffer[_end++] = (char)other;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var unreadable = UnreadableTextException.From(exception);
            Failure = new ReadFailure(unreadable.Code, unreadable.Message, Position, endsText: true);
        }

        _total += _end - start;
        if (_total > _limits.MaxBytes)
        {
            _end = start;
            Failure = new ReadFailure(
                DocumentErrorCode.LimitExceeded, $"The text is longer than {_limits.MaxBytes} bytes. Split it, or raise the limit.", Position, endsText: true);
        }

        if (_isFirst && _end > 0)
        {
            _isFirst = false;
            if (_buffer[0] == '\uFEFF')
                _position = 1;
        }

        _endOfText = _end == start || Failure is not null;
        if (_forbidden < 0 && !_isSkipping)
            _forbidden = IndexOfForbidden(Math.Max(start, _position));
        return _end > _position && _end > start;
    }

    private int IndexOfForbidden(int from)
    {
        var index = CharacterRules.IndexOfForbidden(_buffer.AsSpan(from, _end - from));
        return index < 0 ? -1 : from + index;
    }
}
