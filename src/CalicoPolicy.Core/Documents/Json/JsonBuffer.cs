namespace CalicoPolicy.Core.Documents.Json;

/// <summary>The bytes that are read but not yet taken. Grows only where a single token is longer than it, and up to a limit.</summary>
internal sealed class JsonBuffer
{
    private const int InitialSize = 64 * 1024;

    private readonly Stream _stream;
    private readonly long _maxBytes;
    private readonly int _maxToken;
    private byte[] _bytes = new byte[InitialSize];
    private int _start;
    private int _end;
    private long _total;

    public JsonBuffer(Stream stream, ReadLimits limits)
    {
        _stream = stream;
        _maxBytes = limits.MaxBytes;

        // A character takes three bytes at most; those that take four count as two.
        _maxToken = (int)Math.Min(Array.MaxLength / 2, Math.Max(InitialSize, limits.MaxScalarLength * 3L));
    }

    /// <summary>Whether no bytes come after those that are here.</summary>
    public bool IsFinal { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, _end - _start);

    public void Take(int count) => _start += count;

    /// <summary>Reads until the buffer is full or the text ends.</summary>
    /// <exception cref="UnreadableTextException">The text cannot be read, or is longer than the limit.</exception>
    public void Fill()
    {
        if (_start == 0 && _end == _bytes.Length)
        {
            if (_end >= _maxToken)
                throw new UnreadableTextException(DocumentErrorCode.LimitExceeded, $"A value or key is longer than {_maxToken / 3} characters. Shorten it, or raise the limit.");
            Array.Resize(ref _bytes, (int)Math.Min(_maxToken, _bytes.Length * 2L));
        }
        else if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        while (_end < _bytes.Length && !IsFinal)
        {
            int read;
            try
            {
                read = _stream.Read(_bytes, _end, _bytes.Length - _end);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw UnreadableTextException.From(exception);
            }

            _end += read;
            _total += read;
            IsFinal = read == 0;
            if (_total > _maxBytes)
                throw new UnreadableTextException(DocumentErrorCode.LimitExceeded, $"The text is longer than {_maxBytes} bytes. Split it, or raise the limit.");
        }
    }
}
