namespace CalicoPolicy.Tests.Console;

public sealed class ModuleTests
{
    [Fact]
    public async Task The_module_is_loaded_from_beside_the_program_and_stands_first_in_the_path()
    {
        const string Text = """
            $module = Get-Module CalicoPolicy
            $module.Path
            $env:PSModulePath.Split([IO.Path]::PathSeparator)[0]
            """;
        var modules = Path.Combine(Path.GetDirectoryName(ConsoleProcess.Program)!, "Modules");

        var result = await ConsoleProcess.Run("-c", Text);

        Assert.Equal([Path.Combine(modules, "CalicoPolicy", "CalicoPolicy.dll"), modules], result.Lines);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Without_the_module_nothing_runs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Makes symbolic links.");
        using var copy = new ScriptFolder();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(ConsoleProcess.Program)!))
        {
            File.Copy(file, Path.Combine(copy.Root, Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(
            Path.Combine(copy.Root, "runtimes"), Path.Combine(Path.GetDirectoryName(ConsoleProcess.Program)!, "runtimes"));

        var result = await ConsoleProcess.RunWith(["-c", "'never'"], program: Path.Combine(copy.Root, "calico-policy"));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("calico-policy: the module is missing: there is no ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cmdlets_of_PowerShell_itself_are_missed_with_a_hint_even_when_started_from_PowerShell()
    {
        using var powerShell = new ScriptFolder();
        powerShell.Add("Microsoft.PowerShell.Utility/Microsoft.PowerShell.Utility.psd1", "@{ ModuleVersion = '7.0'; CmdletsToExport = 'Write-Host' }");
        const string Text = "Write-Host hi; 1 | select x; Get-Nothing; Get-Command Sort-Object -ErrorAction Ignore";

        var result = await ConsoleProcess.RunWith(["-c", Text], environment: ("PSModulePath", powerShell.Root));

        Assert.Contains("The term 'Write-Host' is not recognized", result.Error, StringComparison.Ordinal);
        var hint = result.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith("calico-policy: Select-Object, Write-Host: such cmdlets come only with PowerShell itself.", hint, StringComparison.Ordinal);
    }
}
