namespace CalicoPolicy.Tests.Console;

public sealed class StreamTests : IDisposable
{
    private const string Noisy = """
        [CmdletBinding()] param()
        'out é漢€'
        $PSCmdlet.WriteWarning('careful')
        $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
        $PSCmdlet.WriteVerbose('detail')
        $PSCmdlet.WriteDebug('inner')
        $record = [System.Management.Automation.ProgressRecord]::new(1, 'Working', 'step')
        $PSCmdlet.WriteProgress($record)
        [Console]::WriteLine('direct')
        "$([char]27)[31mred$([char]27)[0m"
        [IO.File]::ReadAllText('/no/such/file')
        'end'
        """;

    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Fact]
    public async Task Only_output_goes_to_standard_output()
    {
        var script = _scripts.Add("noisy.ps1", Noisy);

        var result = await ConsoleProcess.Run(script);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("out é漢€\ndirect\nred\nend\n", result.Output);
        Assert.Contains("WARNING: careful\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("VERBOSE: detail\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("DEBUG: inner\n", result.Error, StringComparison.Ordinal);
        Assert.Contains($"MethodInvocationException: {script}:11\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("/no/such/file", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Working", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.DoesNotContain('\uFEFF', result.Output + result.Error);
        Assert.DoesNotContain('\r', result.Output + result.Error);
    }

    [Fact]
    public async Task A_terminating_error_names_file_and_line()
    {
        var script = _scripts.Add("throw.ps1", "'a'\n\nfunction Fail { throw 'boom' }\nFail\n'never'");

        var result = await ConsoleProcess.Run(script);

        Assert.Equal((1, "a\n"), (result.ExitCode, result.Output));
        Assert.StartsWith($"Exception: {script}:3\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("| boom\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parse_error_names_file_and_line()
    {
        var script = _scripts.Add("parse.ps1", "'a'\nif ($x {\n");

        var result = await ConsoleProcess.Run(script);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"ParserError: {script}:2\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_command_is_an_error_with_a_text()
    {
        var result = await ConsoleProcess.Run("-c", "if (");

        Assert.Equal((1, "", "ParserError: Missing condition in if statement after 'if ('.\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("wide", 120)]
    [InlineData("60", 60)]
    public async Task Tables_are_as_wide_as_wanted(string columns, int expected)
    {
        const string Text = "[pscustomobject]@{ A = 'x' * 300; B = 1 }; $Host.UI.RawUI.BufferSize.Width";

        var result = await ConsoleProcess.RunWith(["-c", Text], environment: ("COLUMNS", columns));

        // The engine leaves the last column free, as on a terminal that would wrap there.
        Assert.Equal(expected - 1, result.Lines.Max(line => line.Length));
        Assert.Contains($"{expected}", result.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_may_ask_for_escape_sequences_in_a_file()
    {
        const string Text = "$PSStyle.OutputRendering; $PSStyle.OutputRendering = 'Ansi'; \"$([char]27)[31mred\"";

        Assert.Equal("PlainText\n\u001b[31mred\n", (await ConsoleProcess.Run("-c", Text)).Output);
    }

    [Fact]
    public async Task The_order_of_output_and_of_programs_stays_and_data_on_standard_input_is_the_scripts_to_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Runs sh.");
        const string Text = "1; sh -c 'echo ü2'; [Console]::WriteLine(3); sh -c 'echo 4' | ForEach-Object { $_ }; [Console]::In.ReadToEnd()";

        Assert.Equal("1\nü2\n3\n4\nkind: Tier é\n", (await ConsoleProcess.RunWith(["-c", Text], "kind: Tier é")).Output);
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_run_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Runs sh.");
        const string Shell = "{ \"$C\" -c 'for ($i = 1; ; $i++) { $i }'; echo $? >&2; } | head -n 2";

        var result = await ConsoleProcess.RunWith(["-c", Shell], program: "/bin/sh", environment: ("C", ConsoleProcess.Program));

        Assert.Equal(("1\n2\n", "141\n"), (result.Output, result.Error));
    }
}
