using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Engine;

/// <summary>A session of the real engine with the built module imported, as a user would have it.</summary>
internal sealed class PolicyEngine : IDisposable
{
    private readonly RecordingHost _host = new();
    private readonly Runspace _runspace;

    public PolicyEngine()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.Path("out", "CalicoPolicy", "CalicoPolicy.psd1")]);
        state.ThrowOnRunspaceOpenError = true;
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
    }

    /// <summary>A session whose current folder is the given one.</summary>
    public PolicyEngine(string folder)
        : this() => _runspace.SessionStateProxy.Path.SetLocation(folder);

    /// <summary>Starts a command in this session, for tests that stop it or complete it.</summary>
    public PowerShell CreateShell() => PowerShell.Create(_runspace);

    /// <summary>Runs a script and gives all that came out, also what came before an error ended it.</summary>
    public EngineResult Run(string script, params object?[] arguments)
    {
        using var shell = CreateShell();
        shell.AddScript(script, useLocalScope: true);
        foreach (var argument in arguments) shell.AddArgument(argument);
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            shell.Invoke(null, output, new PSInvocationSettings());
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }

        return new EngineResult(
            [.. output],
            terminating is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, terminating],
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            terminating is not null);
    }

    /// <summary>Runs a script that must not write an error.</summary>
    public IReadOnlyList<PSObject> Output(string script, params object?[] arguments)
    {
        var result = Run(script, arguments);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return result.Output;
    }

    /// <summary>The texts that a script gives, which must not write an error.</summary>
    public IReadOnlyList<string> Texts(string script, params object?[] arguments) =>
        [.. Output(script, arguments).Select(value => Convert.ToString(value.BaseObject, CultureInfo.InvariantCulture) ?? string.Empty)];

    /// <summary>The one text that a script gives, which must not write an error.</summary>
    public string Text(string script, params object?[] arguments) => Assert.Single(Texts(script, arguments));

    /// <summary>The one error of a script.</summary>
    public ErrorRecord Error(string script, params object?[] arguments) => Assert.Single(Run(script, arguments).Errors);

    /// <summary>What a script prints on a terminal, without colours.</summary>
    public string Printed(string script, int columns = 120)
    {
        _host.UI.RawUI.BufferSize = _host.UI.RawUI.WindowSize = new(columns, 5000);
        var before = _host.Text.Length;
        using var shell = CreateShell();
        shell.AddScript(script).AddCommand("Out-Default");
        shell.Invoke();
        return _host.Text[before..];
    }

    /// <summary>What Tab offers at the end of a text.</summary>
    public IReadOnlyList<string> Completions(string text) => Completions(text, text.Length);

    /// <summary>What Tab offers at a place in a text.</summary>
    public IReadOnlyList<string> Completions(string text, int cursor)
    {
        using var shell = CreateShell();
        return [.. CommandCompletion.CompleteInput(text, cursor, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }

    public void Dispose() => _runspace.Dispose();
}
