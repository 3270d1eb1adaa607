using System.Management.Automation;

namespace CalicoPolicy.Commands;

/// <summary>Turns paths of the session into paths of the file system, one error for each that names nothing.</summary>
internal static class SessionPaths
{
    /// <summary>The files and folders that paths name.</summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="paths">The paths.</param>
    /// <param name="isLiteral">Whether wildcards are letters.</param>
    /// <param name="report">Takes the errors; null: they are written.</param>
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths, bool isLiteral, Action<ErrorRecord>? report = null)
    {
        foreach (var path in paths)
        {
            foreach (var file in ResolveOne(cmdlet, path, isLiteral, report ?? cmdlet.WriteError)) yield return file;
        }
    }

    /// <summary>The full path of a file that need not exist yet.</summary>
    public static string? ForWriting(PSCmdlet cmdlet, string path)
    {
        try
        {
            var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name == "FileSystem") return full;
            cmdlet.WriteError(NotAFile(path));
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException)
        {
            cmdlet.WriteError(NotFound(cmdlet, path, exception));
        }

        return null;
    }

    private static string[] ResolveOne(PSCmdlet cmdlet, string path, bool isLiteral, Action<ErrorRecord> report)
    {
        try
        {
            ProviderInfo provider;
            string[] files = isLiteral
                ? [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : [.. cmdlet.GetResolvedProviderPathFromPSPath(path, out provider)];
            if (provider.Name != "FileSystem")
            {
                report(NotAFile(path));
                return [];
            }

            if (files.Length > 0 && Array.TrueForAll(files, file => File.Exists(file) || Directory.Exists(file))) return files;
            report(NotFound(cmdlet, path, new ItemNotFoundException($"There is no file '{path}'.")));
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException)
        {
            report(NotFound(cmdlet, path, exception));
        }

        return [];
    }

    private static ErrorRecord NotFound(PSCmdlet cmdlet, string path, Exception exception) => new(exception, "PathNotFound", ErrorCategory.ObjectNotFound, path)
    {
        ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = Advice(cmdlet) },
    };

    private static string Advice(PSCmdlet cmdlet) => cmdlet.MyInvocation.MyCommand.Parameters?.ContainsKey("LiteralPath") == true
        ? "Check the path; use -LiteralPath where a name has brackets."
        : "Check the path; where a name has brackets, put a backtick before each.";

    private static ErrorRecord NotAFile(string path) =>
        new(new PSInvalidOperationException($"'{path}' is not in the file system."), "PathNotInFileSystem", ErrorCategory.InvalidArgument, path)
        {
            ErrorDetails = new ErrorDetails($"'{path}' is not in the file system.") { RecommendedAction = "Give the path of a file or folder." },
        };
}
