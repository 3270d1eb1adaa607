using System.Diagnostics;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Pester;

/// <summary>Runs the Pester suite in real PowerShell, where there is one.</summary>
public class PesterSuiteTests
{
    private const string Missing = "no Pester";

    private const string Script = """
        $ErrorActionPreference = 'Stop'
        if (-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version -ge [version] '6.0' })) { 'no Pester'; exit 0 }
        Import-Module Pester -MinimumVersion 6.0
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $env:CALICOPOLICY_PESTER
        $configuration.Run.PassThru = $true
        $configuration.Output.Verbosity = 'None'
        $result = Invoke-Pester -Configuration $configuration
        "passed: $($result.PassedCount)"
        foreach ($block in $result.FailedContainers + $result.FailedBlocks) { "failed: $($block.Name) $($block.Item): $($block.ErrorRecord -join '; ')" }
        foreach ($test in $result.Failed) { "failed: $($test.ExpandedPath): $($test.ErrorRecord -join '; ')" }
        """;

    [Fact]
    public async Task The_suite_passes_in_PowerShell()
    {
        var start = new ProcessStartInfo("pwsh")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-NoProfile", "-NonInteractive", "-Command", Script },
        };
        start.Environment["CALICOPOLICY_PESTER"] = Repository.Path("tests", "Pester");
        start.Environment["NO_COLOR"] = "1";
        using var process = Start(start);
        if (process is null)
        {
            Assert.Skip("There is no pwsh on PATH.");
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (output.Trim() == Missing) Assert.Skip("PowerShell has no Pester 6 or later.");
            Assert.Equal(string.Empty, (await error).Trim());
            Assert.Equal(string.Empty, string.Join('\n', output.Split('\n').Where(line => line.StartsWith("failed: ", StringComparison.Ordinal))));
            Assert.Matches(@"(?m)^passed: [1-9]\d", output);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
