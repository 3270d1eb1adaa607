using System.Text;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>The characters of a text reader as UTF-8 bytes, encoded as they are read. The text reader stays open.</summary>
internal sealed class Utf8EncodingStream : Stream
{
    private readonly TextReader _text;
    private readonly char[] _characters = new char[8192];
    private readonly byte[] _bytes = new byte[Encoding.UTF8.GetMaxByteCount(8192)];
    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetEncoder();
    private int _bytesPosition;
    private int _bytesEnd;
    private bool _isEnded;

    public Utf8EncodingStream(TextReader text) => _text = text;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_bytesPosition == _bytesEnd)
        {
            if (_isEnded) return 0;
            Fill();
        }

        var count = Math.Min(buffer.Length, _bytesEnd - _bytesPosition);
        _bytes.AsSpan(_bytesPosition, count).CopyTo(buffer);
        _bytesPosition += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // The encoder puts whole characters only, and throws where not one fits: a caller's rest of a buffer may be a single byte.
    private void Fill()
    {
        var count = _text.Read(_characters);
        _isEnded = count == 0;
        try
        {
            _bytesPosition = 0;
            _bytesEnd = _encoder.GetBytes(_characters.AsSpan(0, count), _bytes, flush: _isEnded);
        }
        catch (EncoderFallbackException exception)
        {
            throw new UnreadableTextException(DocumentErrorCode.InvalidEncoding, "The text has half of a surrogate pair. Remove it.", exception);
        }
    }
}
