namespace CalicoPolicy.Tests.Shared;

/// <summary>The checkout that the tests run in, found upwards from the test binary.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CalicoPolicy.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests must run inside a checkout: no CalicoPolicy.sln above " + AppContext.BaseDirectory);
    }
}
