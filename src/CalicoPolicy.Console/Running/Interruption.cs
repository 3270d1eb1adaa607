using System.Management.Automation;
using System.Runtime.InteropServices;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>
/// Ends a run from outside: Ctrl+C, SIGTERM, SIGHUP, or a reader of standard output that went away. The pipeline is
/// asked to stop first, so that cmdlets and <c>finally</c> blocks can clean up; the process ends a moment later in any
/// case. A second signal ends it at once. Thread-safe.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private PowerShell? _running;
    private Timer? _deadline;
    private int _exitCode;

    /// <summary>Begins to listen for signals.</summary>
    public Interruption()
    {
        Listen(PosixSignal.SIGINT, ExitCodes.Interrupted);
        Listen(PosixSignal.SIGTERM, ExitCodes.Terminated);
        Listen(PosixSignal.SIGHUP, ExitCodes.HungUp);
    }

    /// <summary>Runs before the process is ended by force; must be quick.</summary>
    public Action BeforeExit { get; set; } = static () => { };

    /// <summary>The exit code of the interruption; zero while there is none.</summary>
    public int ExitCode
    {
        get
        {
            lock (_gate)
            {
                return _exitCode;
            }
        }
    }

    /// <summary>Names the pipeline that an interruption stops.</summary>
    /// <returns>False when an interruption came already: do not start.</returns>
    public bool Watch(PowerShell? pipeline)
    {
        lock (_gate)
        {
            _running = pipeline;
            return _exitCode == 0;
        }
    }

    /// <summary>Ends the run because nobody reads standard output any more.</summary>
    public void StandardOutputClosed()
    {
        // While a signal is being obeyed, a broken pipe is no second signal: clean-up goes on.
        if (ExitCode == 0)
        {
            Request(ExitCodes.OutputClosed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _deadline?.Dispose();
    }

    private void Listen(PosixSignal signal, int exitCode) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Request(exitCode);
        }));

    private void Request(int exitCode)
    {
        PowerShell? running;
        bool atOnce;
        lock (_gate)
        {
            running = _running;
            atOnce = _exitCode != 0 || running is null;
            if (_exitCode == 0)
            {
                _exitCode = exitCode;
            }

            _deadline ??= new Timer(_ => Exit(), null, Patience, Timeout.InfiniteTimeSpan);
        }

        if (atOnce)
        {
            Exit();
        }

        try
        {
            running?.BeginStop(null, null);
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment.
        }
    }

    private void Exit()
    {
        BeforeExit();
        ChildProcesses.Terminate();
        Environment.Exit(ExitCode);
    }
}
