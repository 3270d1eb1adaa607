using System.Globalization;
using System.Text.RegularExpressions;

namespace CalicoPolicy.Core.Cluster;

/// <summary>The kubectl executable: where it is, and whether it is new enough.</summary>
internal static partial class KubectlProgram
{
    /// <summary>From 1.25 on the server checks fields strictly (before, kubectl guessed from a schema), and server-side apply is stable.</summary>
    public const int OldestMinor = 25;

    private const string Install = "Install kubectl (https://kubernetes.io/docs/tasks/tools/) and make sure that PATH leads to it, or name it.";

    /// <summary>
    /// The path to run. Only absolute folders of <c>PATH</c> count: a kubectl that happens to lie in the current folder must not be run.
    /// </summary>
    /// <exception cref="KubectlException">There is none.</exception>
    public static string Find(string? given, string? searchPath)
    {
        var name = OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl";
        if (given is not null && given.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            var full = Path.GetFullPath(given);
            return File.Exists(full) ? full : throw Missing($"There is no kubectl at '{full}'.");
        }

        name = given ?? name;
        foreach (var folder in (searchPath ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Path.IsPathFullyQualified(folder)) continue;
            var candidate = Path.Combine(folder, name);
            if (IsExecutable(candidate)) return candidate;
        }

        throw Missing($"'{name}' was not found on PATH.");
    }

    /// <summary>Checks the output of <c>kubectl version --client</c>.</summary>
    /// <exception cref="KubectlException">It is no kubectl, or too old.</exception>
    public static void CheckVersion(string path, string output)
    {
        if (!TryReadVersion(output, out var major, out var minor))
            throw Missing($"'{path}' did not tell its version; is it kubectl?");
        if (major > 1 || (major == 1 && minor >= OldestMinor)) return;
        var message = string.Create(CultureInfo.InvariantCulture, $"'{path}' is kubectl {major}.{minor}; at least 1.{OldestMinor} is needed.");
        throw new KubectlException(new(ServerErrorCategory.KubectlTooOld, string.Empty, message)
        {
            Advice = "Install a kubectl within one minor version of your cluster's.",
        });
    }

    public static KubectlException Missing(string message, Exception? inner = null) =>
        new(new(ServerErrorCategory.KubectlMissing, string.Empty, message) { Advice = Install }, inner);

    /// <summary>Reads <c>"gitVersion": "v1.32.4-gke.1"</c>: the fields major and minor carry suffixes of distributors.</summary>
    private static bool TryReadVersion(string output, out int major, out int minor)
    {
        major = minor = 0;
        var version = Version().Match(output);
        return version.Success
            && int.TryParse(version.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out major)
            && int.TryParse(version.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out minor);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    [GeneratedRegex(@"""gitVersion""\s*:\s*""v([0-9]+)\.([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
