using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Hosting;

/// <summary>
/// Sends each stream where it belongs. Standard output carries what the script outputs and nothing else, so that it can
/// be piped into kubectl: errors, warnings, verbose and debug messages go to standard error.
/// </summary>
internal sealed class UserInterface : PSHostUserInterface
{
    private readonly Terminal _terminal;
    private readonly Questions _questions;
    private readonly RawUserInterface _raw;

    /// <summary>Makes the interface over a terminal.</summary>
    public UserInterface(Terminal terminal, Questions questions)
    {
        _terminal = terminal;
        _questions = questions;
        _raw = new RawUserInterface(terminal);
    }

    /// <summary>Whether what comes as output is the text of an error, and goes to standard error.</summary>
    public bool OutputIsError { get; set; }

    /// <summary>Gets the text of every error.</summary>
    public Action<string> ErrorWritten { get; set; } = static _ => { };

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => _raw;

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => _terminal.OutputHasColours;

    /// <inheritdoc/>
    public override void Write(string value)
    {
        if (OutputIsError)
        {
            _terminal.WriteError(value);
        }
        else
        {
            _terminal.WriteOutput(value);
        }
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Coloured(foregroundColor, backgroundColor, value));

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        if (OutputIsError)
        {
            WriteErrorLine(value);
        }
        else
        {
            _terminal.WriteOutputLine(value);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteLine(Coloured(foregroundColor, backgroundColor, value));

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        _terminal.WriteErrorLine(value);
        ErrorWritten(value);
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Warning, "WARNING: ", message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Verbose, "VERBOSE: ", message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Debug, "DEBUG: ", message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => _terminal.ShowProgress(sourceId, record);

    /// <inheritdoc/>
    public override string ReadLine() => _questions.ReadLine();

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskFields(caption, message, descriptions);

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.AskChoice(caption, message, choices, defaultChoice);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(caption, message, userName);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => _questions.AskCredential(caption, message, userName);

    private static string Coloured(ConsoleColor foreground, ConsoleColor background, string value) =>
        // A colour outside the sixteen means "as it is": hosts without colours report -1, and the engine hands it back.
        Enum.IsDefined(foreground) && Enum.IsDefined(background)
            ? PSStyle.MapColorPairToEscapeSequence(foreground, background) + value + PSStyle.Instance.Reset
            : value;

    private void WriteMessage(string style, string prefix, string message) =>
        _terminal.WriteErrorLine(style + prefix + message + PSStyle.Instance.Reset);
}
