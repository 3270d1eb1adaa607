using System.Diagnostics;
using System.Security.Cryptography;

namespace CalicoPolicy.Tests.Shared;

/// <summary>A real API server that tests talk to. Names are made up per test: several use it at once, and it may be somebody's cluster.</summary>
public sealed class KubeServer(string adminConfig, string? readOnlyConfig, string? editorConfig)
{
    /// <summary>The kubeconfig of a user who may do everything.</summary>
    public string AdminConfig { get; } = adminConfig;

    /// <summary>The kubeconfig of a user who may read at most; skips the test where there is none.</summary>
    public string ReadOnlyConfig => Or(readOnlyConfig);

    /// <summary>The kubeconfig of a user without rights of its own; skips the test where there is none.</summary>
    public string EditorConfig => Or(editorConfig);

    /// <summary>A name that no other test uses.</summary>
    public static string NewName(string prefix) => prefix + "-" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Runs kubectl as the administrator and returns what it prints; fails the test where kubectl fails.</summary>
    public async Task<string> KubectlAsync(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--kubeconfig=" + AdminConfig, .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {await errors}");
    }

    private static string Or(string? config)
    {
        Assert.SkipWhen(config is null, "The cluster of CALICOPOLICY_TEST_KUBECONFIG has no such user.");
        return config!;
    }
}
