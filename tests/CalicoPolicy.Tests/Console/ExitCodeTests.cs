namespace CalicoPolicy.Tests.Console;

public sealed class ExitCodeTests : IDisposable
{
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Theory]
    [InlineData("function f { 1..3 | ForEach-Object { exit 9 } }; f; 'never'", 9)]
    [InlineData("$Host.SetShouldExit(6)", 6)]
    [InlineData("'last'; Get-Command no-such-command", 0)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Command no-such-command; 'never'", 1)]
    public async Task A_script_file_ends_with(string text, int expected)
    {
        var result = await ConsoleProcess.Run(_scripts.Add("script.ps1", text));

        Assert.Equal(expected, result.ExitCode);
        Assert.DoesNotContain("never", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("Get-Command no-such-command", 1)]
    [InlineData("Get-Command no-such-command; 'goes on' # comment", 0)]
    [InlineData("end { try { exit 5 } finally { } }", 5)]
    public async Task A_command_ends_with(string text, int expected)
    {
        var result = await ConsoleProcess.Run("-c", text);

        Assert.Equal(expected, result.ExitCode);
        Assert.DoesNotContain("such cmdlets", result.Error, StringComparison.Ordinal);
        Assert.Equal(expected == 1, result.Error.Length > 0 && !result.Output.Contains("goes on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_fails_decides_a_command_and_not_a_script_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Runs sh.");
        const string Text = "sh -c 'exit 5'";

        Assert.Equal(1, (await ConsoleProcess.Run("-Command", Text)).ExitCode);
        Assert.Equal(0, (await ConsoleProcess.Run(_scripts.Add("program.ps1", Text))).ExitCode);
    }

    [Theory]
    [InlineData("no-such-script.ps1", "there is no script file 'no-such-script.ps1'")]
    [InlineData("-NoSuchOption", "unknown option '-NoSuchOption'")]
    [InlineData("-Command", "-Command needs a command")]
    [InlineData("-NonInteractive", "no script and no command")]
    public async Task A_wrong_command_line_is_refused(string argument, string expected)
    {
        var result = await ConsoleProcess.Run(argument);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("calico-policy: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
