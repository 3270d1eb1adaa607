using System.Text;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>The characters of a text reader as UTF-8 bytes, encoded as they are read. The text reader stays open.</summary>
internal sealed class Utf8EncodingStream : ReadOnlyStream
{
    private readonly TextReader _text;
    private readonly char[] _characters = new char[8192];
    private readonly byte[] _bytes = new byte[(8192 + 1) * 3];
    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetEncoder();
    private int _position;
    private int _end;
    private bool _isEnded;

    public Utf8EncodingStream(TextReader text) => _text = text;

    public override int Read(Span<byte> buffer)
    {
        // One read may give half of a pair only, which makes no bytes yet.
        while (_position == _end && !_isEnded)
            Fill();
        var count = Math.Min(buffer.Length, _end - _position);
        _bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private void Fill()
    {
        var read = _text.Read(_characters);
        _isEnded = read == 0;
        _position = 0;
        try
        {
            _end = _encoder.GetBytes(_characters.AsSpan(0, read), _bytes, _isEnded);
        }
        catch (EncoderFallbackException exception)
        {
            _end = 0;
            throw new UnreadableTextException(DocumentErrorCode.InvalidEncoding, "The text has half of a surrogate pair. Remove it.", exception);
        }
    }
}
