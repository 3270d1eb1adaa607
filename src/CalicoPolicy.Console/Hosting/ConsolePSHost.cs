using System.Globalization;
using System.Management.Automation.Host;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Hosting;

/// <summary>The host that the engine talks to: a terminal, and an exit code that a script may set.</summary>
internal sealed class ConsolePSHost : PSHost
{
    private readonly Terminal _terminal;

    /// <summary>Makes a host over a terminal.</summary>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="canAsk">Whether a question may be put to whoever is at standard input.</param>
    public ConsolePSHost(Terminal terminal, bool canAsk)
    {
        _terminal = terminal;
        Streams = new UserInterface(terminal, new Questions(terminal, canAsk));
    }

    /// <summary>What <c>exit</c> or <c>$Host.SetShouldExit</c> asked for; null when neither did.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override string Name => "calico-policy";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ConsolePSHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override PSHostUserInterface UI => Streams;

    /// <summary>The same as <see cref="UI"/>.</summary>
    public UserInterface Streams { get; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() =>
        // The engine comes here from the answer Suspend and asks again afterwards.
        _terminal.WriteQuestion("calico-policy has no prompt to suspend to; answer the question.\n");

    /// <inheritdoc/>
    public override void ExitNestedPrompt()
    {
        // None is ever open.
    }

    /// <inheritdoc/>
    public override void NotifyBeginApplication() => _terminal.ClearProgress();

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
        // The streams are unbuffered: nothing has to be brought in step.
    }
}
