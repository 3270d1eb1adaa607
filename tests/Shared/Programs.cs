namespace CalicoPolicy.Tests.Shared;

/// <summary>Programs that a machine may lack.</summary>
internal static class Programs
{
    /// <summary>Skips the test where there is no kubectl.</summary>
    public static void NeedKubectl() =>
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl"))),
            "Needs kubectl on PATH.");
}
