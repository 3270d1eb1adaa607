namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Gives a few characters at a time, as a pipe may.</summary>
internal sealed class SlowReader(string text, int size) : TextReader
{
    private int _position;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var count = Math.Min(size, Math.Min(buffer.Length, text.Length - _position));
        text.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read() => _position < text.Length ? text[_position++] : -1;
}
