namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Files of the repository that tests read or, when asked to, write.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Whether golden files are to be written anew: with the environment variable CALICOPOLICY_ACCEPT set to 1.</summary>
    public static bool IsAccepting => Environment.GetEnvironmentVariable("CALICOPOLICY_ACCEPT") == "1";

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CalicoPolicy.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No CalicoPolicy.sln above {AppContext.BaseDirectory}.");
    }
}
