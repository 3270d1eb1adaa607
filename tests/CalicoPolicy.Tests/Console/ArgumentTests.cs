namespace CalicoPolicy.Tests.Console;

public sealed class ArgumentTests : IDisposable
{
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Theory]
    [InlineData("[a b] [True] [5] [q|w]", "-Name", "a b", "-Flag", "-N", "5", "q", "w")]
    [InlineData("[x:y;z] [False] [-5] []", "-Flag:$false", "-name:x:y;z", "-N", "-5")]
    [InlineData("[-Name] [True] [3] [it's|$HOME|-Flag]", "-Flag:$true", "--", "-Name", "3", "it's", "$HOME", "-Flag")]
    public async Task Binds_arguments_as_PowerShell_does(string expected, params string[] arguments)
    {
        var script = _scripts.Add("bind.ps1", """
            param([string]$Name, [switch]$Flag, [int]$N, [Parameter(ValueFromRemainingArguments)]$Rest)
            "[$Name] [$Flag] [$N] [$($Rest -join '|')]"
            """);

        var result = await ConsoleProcess.Run([script, .. arguments]);

        Assert.Equal((0, expected + "\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_script_without_parameters_gets_them_in_args()
    {
        var script = _scripts.Add("args.ps1", "\"$($args.Count): $($args -join '|')\"");

        var result = await ConsoleProcess.Run("-NoLogo", "-NoProfile", "-File", script, "-x", "a b", "--long", "-5", "", "é");

        Assert.Equal("6: -x|a b|--long|-5||é\n", result.Output);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_parameter_ends_the_run()
    {
        var script = _scripts.Add("number.ps1", "param([int]$N) 'never'");

        var result = await ConsoleProcess.Run(script, "-N", "many");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("number.ps1: Cannot process argument transformation on parameter 'N'.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_know_where_they_are_and_call_others()
    {
        _scripts.Add("inner/nested.ps1", "\"nested $PSScriptRoot\"; exit 7");
        var script = _scripts.Add("outer [1].ps1", """
            #requires -Version 7.4
            "$PSCommandPath"
            & "$PSScriptRoot/inner/nested.ps1"
            "after $LASTEXITCODE"
            """);

        var result = await ConsoleProcess.Run(script);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([script, $"nested {Path.Combine(_scripts.Root, "inner")}", "after 7"], result.Lines);
    }

    [Fact]
    public async Task An_unmet_requirement_ends_the_run_before_the_script_starts()
    {
        var script = _scripts.Add("future.ps1", "#requires -Version 99.0\n'never'");

        var result = await ConsoleProcess.Run(script);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("#requires", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_may_hold_the_script()
    {
        var result = await ConsoleProcess.RunWith(["-", "-Name", "x", "rest"], "\uFEFFparam($Name)\n\"$Name|$args|é漢\"\nexit 4\n");

        Assert.Equal((4, "x|rest|é漢\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_script_without_extension_runs_as_well()
    {
        var script = _scripts.Add("tool", "#!/usr/bin/env calico-policy\n\"tool $args\"\nexit 3\n");

        var result = await ConsoleProcess.Run(script, "a");

        Assert.Equal((3, "tool a\n"), (result.ExitCode, result.Output));
    }
}
