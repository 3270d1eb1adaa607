using System.Management.Automation;
using System.Management.Automation.Host;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Hosting;

/// <summary>The screen below the streams. Where there is none, sizes and positions are constants and colours are off.</summary>
/// <param name="terminal">The standard streams.</param>
internal sealed class RawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    private const int RedirectedHeight = 50;
    private const ConsoleColor NoColour = (ConsoleColor)(-1);

    private string _title = string.Empty;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor
    {
        get => terminal.OutputHasColours ? Console.ForegroundColor : NoColour;
        set
        {
            if (terminal.OutputHasColours)
            {
                Console.ForegroundColor = value;
            }
        }
    }

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor
    {
        get => terminal.OutputHasColours ? Console.BackgroundColor : NoColour;
        set
        {
            if (terminal.OutputHasColours)
            {
                Console.BackgroundColor = value;
            }
        }
    }

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported("BufferSize");
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => new(terminal.Width, Height);
        set => throw Unsupported("WindowSize");
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Coordinates WindowPosition
    {
        get => default;
        set => throw Unsupported("WindowPosition");
    }

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get
        {
            if (!terminal.OutputIsTerminal || !terminal.InputIsTerminal)
            {
                return default;
            }

            var (left, top) = Console.GetCursorPosition();
            return new Coordinates(left, top);
        }

        set
        {
            if (terminal.OutputIsTerminal)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    /// <inheritdoc/>
    public override int CursorSize
    {
        get => 100;
        set => throw Unsupported("CursorSize");
    }

    /// <inheritdoc/>
    public override bool KeyAvailable => terminal.InputIsTerminal && Console.KeyAvailable;

    /// <inheritdoc/>
    public override string WindowTitle
    {
        get => _title;
        set
        {
            _title = value;
            if (terminal.OutputIsTerminal)
            {
                Console.Title = value;
            }
        }
    }

    private int Height =>
        // A pseudo-terminal may have no size at all.
        terminal.OutputIsTerminal && Console.WindowHeight is var height and > 0 ? height : RedirectedHeight;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!terminal.InputIsTerminal)
        {
            throw new PSInvalidOperationException("A key was asked for, but standard input is not a terminal.");
        }

        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        var state = (key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? ControlKeyStates.ShiftPressed : 0)
            | (key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? ControlKeyStates.LeftAltPressed : 0)
            | (key.Modifiers.HasFlag(ConsoleModifiers.Control) ? ControlKeyStates.LeftCtrlPressed : 0);
        return new KeyInfo((int)key.Key, key.KeyChar, state, keyDown: options.HasFlag(ReadKeyOptions.IncludeKeyDown));
    }

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            _ = Console.ReadKey(intercept: true);
        }
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported("reading the screen");

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported("scrolling the screen");

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported("drawing on the screen");

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (terminal.OutputIsTerminal)
        {
            // Only clearing is ever asked for this way.
            Console.Clear();
        }
    }

    private static PSNotSupportedException Unsupported(string what) => new($"calico-policy does not support {what}.");
}
