namespace CalicoPolicy.Tests.Console;

public sealed class TerminalTests : IDisposable
{
    private const string Reason = "Needs the program script of util-linux.";

    private readonly ScriptFolder _scripts = new();

    public static bool HasNoPseudoTerminal => !PseudoTerminal.IsAvailable;

    public void Dispose() => _scripts.Dispose();

    [Fact(Skip = Reason, SkipWhen = nameof(HasNoPseudoTerminal))]
    public async Task Colours_and_width_follow_the_terminal()
    {
        var screen = await PseudoTerminal.Run(
            "stty cols 43; \"$C\" -c '[pscustomobject]@{ Tier = 1 }; $Host.UI.RawUI.WindowSize.Width; $PSStyle.OutputRendering'; \"$C\" -c 'throw 5'");

        Assert.Contains("\u001b[32;1mTier\u001b[0m", screen, StringComparison.Ordinal);
        Assert.Contains("43\nHost\n", screen, StringComparison.Ordinal);
        Assert.Contains("\u001b[31;1mException: ", screen, StringComparison.Ordinal);
    }

    [Fact(Skip = Reason, SkipWhen = nameof(HasNoPseudoTerminal))]
    public async Task NO_COLOR_turns_colours_off()
    {
        var screen = await PseudoTerminal.Run(
            "NO_COLOR=1 \"$C\" -c '[pscustomobject]@{ Tier = 1 }; $PSStyle.OutputRendering; \"$([char]27)[31mred\"; Get-Nothing'");

        Assert.Contains("\nPlainText\nred\n", screen, StringComparison.Ordinal);
        Assert.Contains("Get-Nothing: The term", screen, StringComparison.Ordinal);

        // The runtime switches the keypad of the terminal by itself; no colour ("[...m") may appear.
        Assert.DoesNotMatch("\u001b\\[[0-9;]*m", screen);
    }

    [Fact(Skip = Reason, SkipWhen = nameof(HasNoPseudoTerminal))]
    public async Task Progress_is_one_line_redrawn_slowly_and_removed()
    {
        var script = _scripts.Add("progress.ps1", """
            [CmdletBinding()] param()
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            while ($watch.ElapsedMilliseconds -lt 900) {
                $record = [System.Management.Automation.ProgressRecord]::new(1, 'Reading', "policies`n")
                $record.PercentComplete = 42
                $PSCmdlet.WriteProgress($record)
                [Threading.Thread]::Sleep(1)
            }
            'out'
            """);

        var screen = await PseudoTerminal.Run($"\"$C\" '{script}'; \"$C\" '{script}' 2>/dev/null");

        var runs = screen.Split("out\n");
        Assert.Equal(3, runs.Length);
        Assert.InRange(runs[0].Split("Reading 42%: policies").Length - 1, 2, 6);

        // Carriage returns came back as line ends: the last line drawn before the output is blank.
        Assert.Equal(["", ""], runs[0].Split('\n')[^2..].Select(line => line.Trim()));
        Assert.DoesNotContain("Reading", runs[1], StringComparison.Ordinal);
    }

    [Fact(Skip = Reason, SkipWhen = nameof(HasNoPseudoTerminal))]
    public async Task A_confirmation_is_asked_and_answered_on_the_terminal()
    {
        var script = _scripts.Add("confirm.ps1", """
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
            if ($PSCmdlet.ShouldProcess('tier', 'Remove')) { 'removed' } else { 'kept' }
            """);

        var screen = await PseudoTerminal.Run($"\"$C\" '{script}'; echo code $?", "n\n");

        Assert.Contains("Performing the operation \"Remove\" on target \"tier\".", screen, StringComparison.Ordinal);
        Assert.Contains("[Y] Yes\u001b[0m  [A] Yes to All", screen, StringComparison.Ordinal);
        Assert.EndsWith("kept\ncode 0\n", screen, StringComparison.Ordinal);
    }
}
