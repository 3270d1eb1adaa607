using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Authoring.Completion;

namespace CalicoPolicy.Parameters;

/// <summary>The words of the policies in the session's current folder.</summary>
internal static class SessionWords
{
    // A completer must not keep the prompt waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private static readonly FolderWords Folders = new(() => TextFormats.Yaml);

    /// <summary>What is known by now.</summary>
    public static PolicyWords Current => Folders.Read(Folder(), Patience);

    // A completer is given no session; the runspace of its thread has one.
    private static string? Folder()
    {
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddScript("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath");
            return shell.Invoke<string>().FirstOrDefault();
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
        {
            return null;
        }
    }
}
