using System.Buffers.Binary;
using System.IO.Compression;

namespace CalicoPolicy.Core.Documents.Sources;

/// <summary>
/// Decompresses a gzip file (RFC 1952) and says where it was cut off: older runtimes take a truncated file for one that ends early.
/// </summary>
internal sealed class GzipSource : Stream
{
    private static readonly byte[] Magic = [0x1f, 0x8b, 0x08];

    private readonly FileStream _file;
    private readonly GZipStream _gzip;
    private long _total;

    public GzipSource(FileStream file)
    {
        _file = file;
        _gzip = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    public static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        var count = _gzip.Read(buffer);
        _total += count;
        if (count == 0) CheckEnd();
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    // A member ends with its length modulo 2^32. A file of several members ends with that of its last one alone.
    private void CheckEnd()
    {
        Span<byte> trailer = stackalloc byte[4];
        _file.Seek(-trailer.Length, SeekOrigin.End);
        _file.ReadExactly(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)_total && !HasSeveralMembers())
            throw new InvalidDataException("The compressed file was cut off.");
    }

    private bool HasSeveralMembers()
    {
        var compressed = new byte[64 * 1024];
        var kept = 0;
        _file.Seek(Magic.Length, SeekOrigin.Begin);
        int count;
        while ((count = _file.Read(compressed, kept, compressed.Length - kept)) > 0)
        {
            var filled = compressed.AsSpan(0, kept + count);
            if (filled.IndexOf(Magic) >= 0) return true;
            kept = Math.Min(filled.Length, Magic.Length - 1);
            filled[^kept..].CopyTo(compressed);
        }

        return false;
    }
}
