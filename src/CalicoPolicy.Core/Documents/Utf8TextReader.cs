using System.Buffers;
using System.Text.Unicode;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// Strict UTF-8 as characters. What comes before the first invalid byte is given out, so that whoever reads knows the line of the error.
/// Does not own the stream.
/// </summary>
internal sealed class Utf8TextReader : TextReader
{
    private readonly Stream _stream;
    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _position;
    private int _end;
    private bool _isFinal;
    private char? _secondHalf;

    public Utf8TextReader(Stream stream) => _stream = stream;

    /// <inheritdoc />
    /// <exception cref="UnreadableTextException">The next bytes are not UTF-8.</exception>
    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_secondHalf is { } half)
        {
            buffer[0] = half;
            _secondHalf = null;
            return 1;
        }

        while (true)
        {
            var status = Utf8.ToUtf16(_bytes.AsSpan(_position, _end - _position), buffer, out var bytes, out var characters, replaceInvalidSequences: false, _isFinal);
            _position += bytes;
            if (characters > 0)
                return characters;
            if (status == OperationStatus.InvalidData || (status == OperationStatus.NeedMoreData && _isFinal))
                throw new UnreadableTextException(DocumentErrorCode.InvalidEncoding, "A byte here is not UTF-8. Save the file as UTF-8.");
            if (status == OperationStatus.DestinationTooSmall)
                return ReadFirstHalf(buffer);
            if (_isFinal)
                return 0;
            Fill();
        }
    }

    /// <inheritdoc />
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc />
    public override int Peek() => -1;

    /// <summary>A character outside the basic plane where there is room for one unit only.</summary>
    private int ReadFirstHalf(Span<char> buffer)
    {
        Span<char> both = stackalloc char[2];
        Utf8.ToUtf16(_bytes.AsSpan(_position, 4), both, out var bytes, out _);
        _position += bytes;
        buffer[0] = both[0];
        _secondHalf = both[1];
        return 1;
    }

    private void Fill()
    {
        _bytes.AsSpan(_position, _end - _position).CopyTo(_bytes);
        _end -= _position;
        _position = 0;
        var read = _stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        _isFinal = read == 0;
    }
}
