using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>
/// A script file as a command. The engine swallows <c>exit N</c> at the edge of a script file that it is asked to run by
/// path, and leaves no public trace of it; so the file's script block runs as a function of the file's name, from which
/// <c>exit</c> reaches the host. <c>$PSScriptRoot</c>, <c>$PSCommandPath</c> and positions come from the block's file.
/// </summary>
internal static partial class ScriptFile
{
    /// <summary>Makes the file callable.</summary>
    /// <returns>The name of the command to run.</returns>
    /// <exception cref="RuntimeException">A module that the script requires cannot be loaded.</exception>
    public static string CommandFor(Runspace runspace, string path)
    {
        if (runspace.SessionStateProxy.InvokeCommand.GetCommand(path, CommandTypes.ExternalScript) is not ExternalScriptInfo script)
        {
            return path;
        }

        ScriptBlock block;
        try
        {
            block = script.ScriptBlock;
        }
        catch (ParseException)
        {
            // Run by path, it fails in the engine's own words and with positions.
            return path;
        }

        if (block.Ast is ScriptBlockAst { ScriptRequirements: { } requirements } && !AreMet(runspace, requirements))
        {
            return path;
        }

        var name = NotInPath().Replace(script.Name, "_");
        runspace.SessionStateProxy.SetVariable("function:" + name, block);
        return name;
    }

    // Characters that mean something in the path of a function or the name of a command.
    [GeneratedRegex(@"[\[\]*?:`\\]")]
    private static partial Regex NotInPath();

    // What is not met, or not known here, is left to the engine to refuse.
    private static bool AreMet(Runspace runspace, ScriptRequirements requirements)
    {
        foreach (var module in requirements.RequiredModules ?? [])
        {
            using var import = PowerShell.Create(runspace);
            import.AddCommand("Import-Module")
                .AddParameter("FullyQualifiedName", module)
                .AddParameter("Global")
                .AddParameter("ErrorAction", ActionPreference.Ignore);
            import.Invoke();
            if (import.HadErrors)
            {
                return false;
            }
        }

        return requirements.RequiredPSVersion is var version && (version is null || version <= PSVersionInfo.PSVersion)
            && requirements.RequiredPSEditions is var editions && (editions is null or { Count: 0 } || editions.Contains("Core", StringComparer.OrdinalIgnoreCase))
            && (!requirements.IsElevationRequired || Environment.IsPrivilegedProcess)
            && requirements.RequiredAssemblies is null or { Count: 0 }
            && string.IsNullOrEmpty(requirements.RequiredApplicationId);
    }
}
