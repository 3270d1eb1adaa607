using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Isolation;

/// <summary>What importing the module costs and leaves behind.</summary>
public class ImportTests
{
    [Fact]
    public void Import_adds_the_cmdlets_and_nothing_else()
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        const string Things = "(Get-Command -CommandType Function, Alias).Name; $ExecutionContext.SessionState.PSVariable.GetType().Name";
        var before = Run(shell, Things);
        var clock = Stopwatch.StartNew();
        Run(shell, "Import-Module $args[0]", Repository.Path("out", "CalicoPolicy"));
        TestContext.Current.TestOutputHelper?.WriteLine($"Imported in {clock.ElapsedMilliseconds} ms.");
        Assert.Equal(before, Run(shell, Things));
        Assert.NotEmpty(Run(shell, "Get-Command -Module CalicoPolicy"));
    }

    [Fact]
    public void Two_sessions_of_one_process_share_the_types()
    {
        using var first = new Engine.PolicyEngine();
        using var second = new Engine.PolicyEngine();
        var tier = Assert.Single(first.Output("New-PolicyTier a 5"));
        Assert.Equal("True", second.Text("$args[0] -eq (New-PolicyTier a 5)", tier));
        Assert.Contains("name: a", second.Text("$args[0] | ConvertTo-PolicyYaml", tier), StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_can_be_removed_and_imported_again()
    {
        using var engine = new Engine.PolicyEngine();
        Assert.Equal(["a", "b"], engine.Texts("(New-PolicyTier a).Name; Remove-Module CalicoPolicy; Import-Module $args[0] -Force; (New-PolicyTier b).Name", Repository.Path("out", "CalicoPolicy")));
    }

    private static IReadOnlyList<string> Run(PowerShell shell, string script, params object[] arguments)
    {
        shell.Commands.Clear();
        shell.AddScript(script);
        foreach (var argument in arguments) shell.AddArgument(argument);
        IReadOnlyList<string> output = [.. shell.Invoke().Select(value => value.ToString())];
        Assert.Empty(shell.Streams.Error);
        return output;
    }
}
