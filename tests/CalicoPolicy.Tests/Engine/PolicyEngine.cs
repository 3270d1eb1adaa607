using System.Management.Automation;
using System.Management.Automation.Runspaces;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Engine;

/// <summary>A session of the real engine with the built module imported, as a user would have it.</summary>
internal sealed class PolicyEngine : IDisposable
{
    private readonly Runspace _runspace;

    public PolicyEngine()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.Path("out", "CalicoPolicy", "CalicoPolicy.psd1")]);
        state.ThrowOnRunspaceOpenError = true;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    /// <summary>Runs a script and gives all that came out, also what came before an error ended it.</summary>
    public EngineResult Run(string script, params object?[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
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

    public void Dispose() => _runspace.Dispose();
}
