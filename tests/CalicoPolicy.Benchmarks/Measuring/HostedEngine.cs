using System.Management.Automation;
using System.Management.Automation.Runspaces;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>The real engine in this process, as the console host and pwsh have it.</summary>
internal sealed class HostedEngine : IDisposable
{
    private readonly Runspace _runspace;

    public HostedEngine()
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();

        // The first command loads half of the engine, which is not the module's doing.
        Run("1 + 1 | ForEach-Object { $_ }");
    }

    public static string ModulePath => Repository.Path("out", "CalicoPolicy", "CalicoPolicy.psd1");

    public void ImportModule() => Run("param($path) Import-Module -Name $path", ModulePath);

    /// <summary>Runs a script; an error in it is one here.</summary>
    public IReadOnlyList<PSObject> Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: true);
        foreach (var argument in arguments) shell.AddArgument(argument);
        var output = shell.Invoke();
        if (shell.Streams.Error.Count > 0) throw new InvalidOperationException(shell.Streams.Error[0].ToString());
        return output;
    }

    public static bool IsLoaded(string assembly) => AppDomain.CurrentDomain.GetAssemblies().Any(loaded => loaded.GetName().Name == assembly);

    public void Dispose() => _runspace.Dispose();
}
