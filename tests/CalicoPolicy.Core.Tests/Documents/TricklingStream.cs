namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Gives a few bytes at a time, as a pipe may.</summary>
internal sealed class TricklingStream(byte[] bytes, int size) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
}
