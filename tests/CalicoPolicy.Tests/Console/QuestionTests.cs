namespace CalicoPolicy.Tests.Console;

public sealed class QuestionTests : IDisposable
{
    private const string Confirming = """
        function Invoke-It {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(ValueFromPipeline)] $Item)
            process { if ($PSCmdlet.ShouldProcess("item $Item", 'Remove')) { "did $Item" } }
        }
        """;

    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Theory]
    [InlineData("y\nn\nyes\n", "did 1|did 3")]
    [InlineData("what?\n?\nS\n\nyes to all\n", "did 1|did 2|did 3")]
    [InlineData("L\n", "")]
    public async Task Confirmations_are_answered_from_standard_input(string input, string expected)
    {
        var script = _scripts.Add("confirm.ps1", Confirming + "\n1..3 | Invoke-It");

        var result = await ConsoleProcess.RunWith([script], input);

        Assert.Equal((0, expected), (result.ExitCode, string.Join('|', result.Lines)));
        Assert.Contains("Performing the operation \"Remove\" on target \"item 1\".", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is \"Y\"): ", result.Error, StringComparison.Ordinal);
        Assert.Equal(input.Contains('?', StringComparison.Ordinal), result.Error.Contains("\nL - ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_question_that_nobody_can_answer_says_how_not_to_be_asked(bool nonInteractive)
    {
        var script = _scripts.Add("alone.ps1", Confirming + "\nInvoke-It 1\nInvoke-It 2 -Confirm:$false");

        var result = await ConsoleProcess.RunWith(nonInteractive ? ["-NonInteractive", script] : [script], nonInteractive ? "y\n" : "");

        Assert.Equal("did 2\n", result.Output);
        Assert.Contains("Pass -Confirm:$false", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_is_standard_input_cannot_ask()
    {
        var result = await ConsoleProcess.RunWith(["-"], Confirming + "\nInvoke-It 1\ny\n");

        Assert.Contains("Pass -Confirm:$false", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("did", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_asked_for_by_name_and_converted()
    {
        var script = _scripts.Add("ask.ps1", """
            param([Parameter(Mandatory)][int]$Order, [Parameter(Mandatory)][string[]]$Tier)
            "$($Order + 1) $($Tier -join ',')"
            $Host.UI.ReadLine()
            $credential = $Host.UI.PromptForCredential('', '', '', '')
            "$($credential.UserName) $($credential.GetNetworkCredential().Password)"
            $secret = $Host.UI.ReadLineAsSecureString()
            [System.Net.NetworkCredential]::new('', $secret).Password
            """);

        var result = await ConsoleProcess.RunWith([script], "many\n41\nnet\nsec\n\na line é\nroot\npass\nhidden\n");

        Assert.Equal(["42 net,sec", "a line é", "root pass", "hidden"], result.Lines);
        Assert.Contains("'many' is not a value of type Int32.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_value_that_cannot_be_asked_for_is_named()
    {
        var result = await ConsoleProcess.Run("-NonInteractive", _scripts.Add("missing.ps1", "param([Parameter(Mandatory)]$Tier) 'never'"));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("mandatory parameters: Tier", result.Error, StringComparison.Ordinal);
    }
}
