namespace CalicoPolicy.Tests.Console;

public sealed class HelpTests
{
    [Theory]
    [InlineData("-Help")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public async Task Help_is_printed(string option)
    {
        var result = await ConsoleProcess.Run(option);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
        Assert.Contains("come only with real PowerShell", result.Output, StringComparison.Ordinal);
        Assert.All(result.Lines, line => Assert.InRange(line.Length, 0, 110));
    }

    [Fact]
    public async Task No_argument_prints_help_and_fails()
    {
        var result = await ConsoleProcess.Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_names_host_and_engine() =>
        Assert.Matches(@"\Acalico-policy \d+\.\d+\.\d+ \(PowerShell engine 7\.\d+\.\d+\)\n\z", (await ConsoleProcess.Run("--version")).Output);
}
