namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>A beginning, then the same piece again and again up to a length, then an end.</summary>
internal sealed class EndlessReader(string piece, long length = long.MaxValue, string beginning = "", string end = "") : TextReader
{
    private readonly string _block = string.Concat(Enumerable.Repeat(piece, 1 + (8192 / piece.Length)));
    private long _position;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var source = Rest();
        var count = Math.Min(source.Length, buffer.Length);
        source[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <summary>Some of what comes next.</summary>
    private ReadOnlySpan<char> Rest()
    {
        if (_position < beginning.Length)
            return beginning.AsSpan((int)_position);
        if (_position >= length)
            return end.AsSpan((int)Math.Min(_position - length, end.Length));
        var block = _block.AsSpan((int)((_position - beginning.Length) % piece.Length));
        return block[..(int)Math.Min(block.Length, length - _position)];
    }
}
