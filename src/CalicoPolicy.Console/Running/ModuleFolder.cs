using System.Management.Automation;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>The folder beside the program that holds the module.</summary>
internal static class ModuleFolder
{
    private const string PathVariable = "PSModulePath";

    /// <summary>The folder of modules.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Modules");

    /// <summary>The manifest of the module.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "CalicoPolicy", "CalicoPolicy.psd1");

    /// <summary>Whether the module is there.</summary>
    public static bool IsComplete => File.Exists(Manifest);

    /// <summary>Imports the module, before the script, so that its types and completers are known there.</summary>
    /// <exception cref="RuntimeException">The module cannot be loaded.</exception>
    public static void Import(PowerShell pipeline, Interruption interruption)
    {
        Environment.SetEnvironmentVariable(PathVariable, string.Join(Path.PathSeparator, [Root, .. OtherRoots()]));

        pipeline.AddCommand("Import-Module")
            .AddParameter("Name", Manifest)
            .AddParameter("Global")
            .AddParameter("ErrorAction", ActionPreference.Stop);
        if (interruption.Watch(pipeline))
        {
            pipeline.Invoke();
        }
    }

    // Ours stands in front: the engine lists the user's own folders first, and an older CalicoPolicy may lie there. The
    // modules of a PowerShell from which we were started are built into its engine and cannot load in this one.
    private static IEnumerable<string> OtherRoots() =>
        (Environment.GetEnvironmentVariable(PathVariable) ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(root => !Directory.Exists(Path.Combine(root, "Microsoft.PowerShell.Utility")));
}
