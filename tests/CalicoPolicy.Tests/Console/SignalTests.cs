using System.Diagnostics;
using System.Globalization;

namespace CalicoPolicy.Tests.Console;

public sealed class SignalTests
{
    private const string Patient = "'ready'; try { while ($true) { [Threading.Thread]::Sleep(10) } } finally { [Console]::Error.WriteLine('cleaned') }";
    private const string Deaf = "'ready'; [Threading.Thread]::Sleep(50000); 'never'";

    [Theory]
    [InlineData("INT", 130, Patient, "cleaned\n")]
    [InlineData("TERM", 143, Patient, "cleaned\n")]
    [InlineData("INT", 130, Deaf, "")]
    public async Task A_signal_stops_the_run(string signal, int exitCode, string text, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sends POSIX signals.");
        using var process = ConsoleProcess.Start(["-c", text]);
        Assert.Equal("ready", await process.Output.ReadLineAsync(TestContext.Current.CancellationToken));

        var watch = Stopwatch.StartNew();
        Send(signal, process.Id);
        var result = await process.End();

        Assert.Equal((exitCode, "", error), (result.ExitCode, result.Output, result.Error));

        // About a second by itself; the rest is for a machine that is busy.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_second_signal_ends_the_run_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sends POSIX signals.");
        using var process = ConsoleProcess.Start(["-c", "try { 'ready'; [Threading.Thread]::Sleep(50000) } finally { [Threading.Thread]::Sleep(50000) }"]);
        Assert.Equal("ready", await process.Output.ReadLineAsync(TestContext.Current.CancellationToken));

        Send("INT", process.Id);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Send("INT", process.Id);

        Assert.Equal(130, (await process.End()).ExitCode);
    }

    [Fact]
    public async Task A_program_that_the_script_waits_for_is_stopped_too()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Looks into /proc.");
        using var process = ConsoleProcess.Start(["-c", "sh -c 'echo $$; exec sleep 50'"]);
        var child = int.Parse((await process.Output.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);

        Send("INT", process.Id);

        Assert.Equal(130, (await process.End()).ExitCode);
        Assert.True(await Ends(child), "The program lives on.");
    }

    // An ended process stays in the table until its parent takes note, which nobody does in some containers.
    private static async Task<bool> Ends(int id)
    {
        var state = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat");
        for (var i = 0; i < 100; i++)
        {
            if (!File.Exists(state) || (await File.ReadAllTextAsync(state)).Contains(") Z ", StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }

    private static void Send(string signal, int id)
    {
        using var kill = Process.Start("kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
