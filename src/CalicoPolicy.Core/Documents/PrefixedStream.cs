namespace CalicoPolicy.Core.Documents;

/// <summary>
/// A stream that gives its first bytes to look at before they are read, and counts what goes through it. Owns what it reads from.
/// Turns what a decompressor throws into an <see cref="UnreadableTextException"/>.
/// </summary>
internal sealed class PrefixedStream : ReadOnlyStream
{
    private const int PrefixSize = 4096;

    private readonly Stream _source;
    private readonly byte[] _prefix = new byte[PrefixSize];
    private readonly long _maxBytes;
    private readonly int _prefixLength;
    private int _prefixPosition;
    private long _read;

    public PrefixedStream(Stream source, long maxBytes)
    {
        _source = source;
        _maxBytes = maxBytes;
        int read;
        while (_prefixLength < PrefixSize && (read = ReadSource(_prefix.AsSpan(_prefixLength))) > 0)
            _prefixLength += read;
    }

    /// <summary>The first bytes, as many as there are.</summary>
    public ReadOnlySpan<byte> Prefix => _prefix.AsSpan(_prefixPosition, _prefixLength - _prefixPosition);

    /// <summary>Passes over some of the first bytes.</summary>
    public void SkipPrefix(int count) => _prefixPosition += count;

    public override int Read(Span<byte> buffer)
    {
        if (_prefixPosition == _prefixLength)
            return ReadSource(buffer);
        var count = Math.Min(buffer.Length, _prefixLength - _prefixPosition);
        _prefix.AsSpan(_prefixPosition, count).CopyTo(buffer);
        _prefixPosition += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }

    private int ReadSource(Span<byte> buffer)
    {
        int count;
        try
        {
            count = _source.Read(buffer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw UnreadableTextException.From(exception);
        }

        _read += count;
        if (_read > _maxBytes)
            throw new UnreadableTextException(DocumentErrorCode.LimitExceeded, $"The text is longer than {_maxBytes} bytes. Split it, or raise the limit.");
        return count;
    }
}
