using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>Starts the PowerShell engine.</summary>
internal static class EngineSession
{
    /// <summary>Opens a runspace that runs on the calling thread.</summary>
    public static Runspace Open(PSHost host)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // What pwsh ships with. Without pwsh's configuration file the engine would refuse every script.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return runspace;
    }
}
