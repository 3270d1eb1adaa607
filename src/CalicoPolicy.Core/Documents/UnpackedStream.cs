using System.IO.Compression;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// What a gzip file holds, and an error where it is cut off: .NET's own stream takes a cut for the end. To tell them apart, one more
/// part (gzip files may have several) with a mark in it is put behind the file: only a whole file gives the mark. Owns what it reads from.
/// </summary>
internal sealed class UnpackedStream : ReadOnlyStream
{
    private static readonly byte[] Mark = "\0CalicoPolicy\0\u0001\u0002"u8.ToArray();
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly Stream _source;
    private readonly GZipStream _gzip;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _position;
    private int _end;
    private bool _isEnded;

    public UnpackedStream(Stream source)
    {
        _source = source;
        _gzip = new GZipStream(new Marked(source), CompressionMode.Decompress);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_isEnded && _end - _position <= Mark.Length)
            Fill();
        var available = _end - _position - (_isEnded ? 0 : Mark.Length);
        var count = Math.Min(buffer.Length, available);
        _buffer.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
        _end -= _position;
        _position = 0;
        var read = _gzip.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        if (read > 0)
            return;
        if (!_buffer.AsSpan(0, _end).EndsWith(Mark))
            throw new InvalidDataException("The file is cut off.");
        _end -= Mark.Length;
        _isEnded = true;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>A stream with the packed mark behind it.</summary>
    private sealed class Marked(Stream source) : ReadOnlyStream
    {
        private int _marked = -1;

        public override int Read(Span<byte> buffer)
        {
            if (_marked < 0)
            {
                var read = source.Read(buffer);
                if (read > 0)
                    return read;
                _marked = 0;
            }

            var count = Math.Min(buffer.Length, PackedMark.Length - _marked);
            PackedMark.AsSpan(_marked, count).CopyTo(buffer);
            _marked += count;
            return count;
        }
    }
}
