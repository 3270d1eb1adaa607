using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;

namespace CalicoPolicy.ConsoleHost.Terminals;

/// <summary>
/// The three standard streams as the host sees them: which are a terminal, how wide, with or without colours. All
/// writing goes through one lock, so that the progress line never tears a line of output. Thread-safe.
/// </summary>
internal sealed class Terminal
{
    /// <summary>Columns of a table when standard output is a file or a pipe: the same on every machine.</summary>
    public const int RedirectedWidth = 120;

    private const int UnknownTerminalWidth = 80;
    private const char Escape = '\u001b';

    private readonly Lock _gate = new();
    private readonly StreamWriter _output;
    private readonly StreamWriter _error;
    private readonly ProgressLine _progress;

    /// <summary>Opens the streams.</summary>
    /// <param name="outputClosed">Called once when the reader of standard output has gone.</param>
    public Terminal(Action outputClosed)
    {
        OutputIsTerminal = !Console.IsOutputRedirected;
        ErrorIsTerminal = !Console.IsErrorRedirected;
        InputIsTerminal = !Console.IsInputRedirected;
        var colours = ColoursAreWelcome();
        OutputHasColours = OutputIsTerminal && colours;
        ErrorHasColours = ErrorIsTerminal && colours;
        _output = Writer(ClosableOutput.Open(outputClosed));
        _error = Writer(Console.OpenStandardError());
        _progress = new ProgressLine(_error, () => Width);

        // What a script writes with [Console]::WriteLine takes the same way, so the order stays.
        Console.SetOut(TextWriter.Synchronized(_output));
        Console.SetError(TextWriter.Synchronized(_error));
    }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>Whether standard input is a terminal.</summary>
    public bool InputIsTerminal { get; }

    /// <summary>Whether escape sequences pass to standard output.</summary>
    public bool OutputHasColours { get; }

    /// <summary>Whether escape sequences pass to standard error.</summary>
    public bool ErrorHasColours { get; }

    /// <summary>Columns of a line: the variable COLUMNS, else the terminal's width, else 120.</summary>
    public int Width
    {
        get
        {
            var columns = Environment.GetEnvironmentVariable("COLUMNS");
            if (int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0)
            {
                return wanted;
            }

            if (!OutputIsTerminal)
            {
                return RedirectedWidth;
            }

            // A pseudo-terminal may have no size at all.
            return Console.WindowWidth is var width and > 0 ? width : UnknownTerminalWidth;
        }
    }

    /// <summary>Writes to standard output.</summary>
    public void WriteOutput(string? text)
    {
        lock (_gate)
        {
            ClearProgressFor(OutputIsTerminal);
            _output.Write(Rendered(text, OutputHasColours));
        }
    }

    /// <summary>Writes a line to standard output.</summary>
    public void WriteOutputLine(string? text)
    {
        lock (_gate)
        {
            ClearProgressFor(OutputIsTerminal);
            _output.WriteLine(Rendered(text, OutputHasColours));
        }
    }

    /// <summary>Writes to standard error.</summary>
    public void WriteError(string? text)
    {
        lock (_gate)
        {
            ClearProgressFor(ErrorIsTerminal);
            _error.Write(Rendered(text, ErrorHasColours));
        }
    }

    /// <summary>Writes a line to standard error.</summary>
    public void WriteErrorLine(string? text)
    {
        lock (_gate)
        {
            ClearProgressFor(ErrorIsTerminal);
            _error.WriteLine(Rendered(text, ErrorHasColours));
        }
    }

    /// <summary>Writes where a person looks: to standard output, or to standard error when that is redirected.</summary>
    public void WriteQuestion(string text)
    {
        if (OutputIsTerminal)
        {
            WriteOutput(text);
        }
        else
        {
            WriteError(text);
        }
    }

    /// <summary>Shows progress on standard error if that is a terminal.</summary>
    public void ShowProgress(long sourceId, ProgressRecord record)
    {
        if (ErrorIsTerminal)
        {
            lock (_gate)
            {
                _progress.Show(sourceId, record);
            }
        }
    }

    /// <summary>Removes the progress line if one stands there.</summary>
    public void ClearProgress()
    {
        // An exit forced by a signal must not wait for a writer that is stuck in a full pipe.
        if (_gate.TryEnter(TimeSpan.FromMilliseconds(50)))
        {
            try
            {
                _progress.Clear();
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };

    // A script that sets $PSStyle.OutputRendering to Ansi wants its escape sequences wherever they go.
    private static string Rendered(string? text, bool colours) =>
        string.IsNullOrEmpty(text) || !text.Contains(Escape, StringComparison.Ordinal) || PSStyle.Instance.OutputRendering == OutputRendering.Ansi
            ? text ?? string.Empty
            : PSHostUserInterface.GetOutputString(text, colours);

    private static bool ColoursAreWelcome()
    {
        // https://no-color.org: present and not empty.
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            return false;
        }

        // A Windows console shows escape sequences as they are unless its mode was changed; leave it alone.
        var term = Environment.GetEnvironmentVariable("TERM");
        return !OperatingSystem.IsWindows() && !string.IsNullOrEmpty(term) && term != "dumb";
    }

    private void ClearProgressFor(bool isTerminal)
    {
        if (isTerminal)
        {
            _progress.Clear();
        }
    }
}
