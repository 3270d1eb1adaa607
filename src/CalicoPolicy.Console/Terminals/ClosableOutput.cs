using Microsoft.Win32.SafeHandles;

namespace CalicoPolicy.ConsoleHost.Terminals;

/// <summary>
/// Standard output that notices when its reader goes away. The runtime's own console stream hides that, so a script
/// piped into <c>head</c> would work on to its end for nobody.
/// </summary>
internal sealed class ClosableOutput : Stream
{
    private const int StandardOutput = 1;

    private readonly Stream _inner;
    private readonly Action _onClosed;
    private bool _closed;

    private ClosableOutput(Stream inner, Action onClosed) => (_inner, _onClosed) = (inner, onClosed);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens standard output.</summary>
    /// <param name="onClosed">Called once when the reader has gone; later writes vanish.</param>
    public static Stream Open(Action onClosed)
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var pipe = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

            // A file stream keeps its own position in a file, and would overwrite what a native command wrote there.
            return pipe.CanSeek ? Console.OpenStandardOutput() : new ClosableOutput(pipe, onClosed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_closed)
        {
            return;
        }

        try
        {
            _inner.Write(buffer);
        }
        catch (IOException)
        {
            _closed = true;
            _onClosed();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back: the stream below has no buffer.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
