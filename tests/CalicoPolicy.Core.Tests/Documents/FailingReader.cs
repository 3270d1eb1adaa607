namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Gives a text, then fails as a file on a lost disk does.</summary>
internal sealed class FailingReader(string text) : TextReader
{
    private int _position;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (_position == text.Length)
            throw new IOException("The device is gone.");
        var count = Math.Min(buffer.Length, text.Length - _position);
        text.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
