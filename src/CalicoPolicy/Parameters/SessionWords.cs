using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Authoring.Completion;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Parameters;

/// <summary>The words of the snapshot that a command asks, else of the policies in the session's current folder.</summary>
internal static class SessionWords
{
    // A completer must not keep the prompt waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private static readonly FolderWords Folders = new(() => TextFormats.Yaml);

    private static readonly ConditionalWeakTable<PolicySnapshot, PolicyWords> Known = [];

    /// <summary>What is known by now.</summary>
    /// <param name="parameters">What the command line says already: its -Snapshot counts, else the one that is set for the session.</param>
    public static PolicyWords For(IDictionary? parameters) =>
        Of(parameters?["Snapshot"]) ?? Of(Ask("$PSDefaultParameterValues['*:Snapshot']")) ?? Folders.Read(Folder(), Patience);

    private static PolicyWords? Of(object? snapshot) => (snapshot is PSObject wrapped ? wrapped.BaseObject : snapshot) switch
    {
        PolicySnapshot known => Known.GetValue(known, PolicyWords.Of),
        string path when FolderAt(path) is { } folder => Folders.Read(folder, Patience),
        IEnumerable several and not string => several.Cast<object?>().Select(Of).FirstOrDefault(words => words is not null),
        _ => null,
    };

    private static string? Folder() => Ask("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath") as string;

    private static string? FolderAt(string path) =>
        Ask("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])", path) is string place && Directory.Exists(place) ? place : null;

    // A completer is given no session; the runspace of its thread has one.
    private static object? Ask(string script, params object[] arguments)
    {
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddScript(script);
            foreach (var argument in arguments) shell.AddArgument(argument);
            return shell.Invoke().FirstOrDefault()?.BaseObject;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
        {
            return null;
        }
    }
}
