using System.Diagnostics;
using System.Management.Automation;
using System.Text;
using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Ctrl+C ends a command soon and leaves nothing half-written.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public StoppingTests() => _engine = new PolicyEngine(_folder.Place);

    [Theory]
    [InlineData("Import-Policy ./big.yaml")]
    [InlineData("ConvertFrom-PolicyYaml ([IO.File]::ReadAllText('{0}/big.yaml'))")]
    [InlineData("Import-Policy ./big.yaml | Test-PolicyEfficiency")]
    [InlineData("Import-Policy ./big.yaml | Export-Policy ./copy.yaml")]
    [InlineData("Import-Policy ./big.yaml | ConvertTo-PolicyYaml")]
    public void A_command_that_is_stopped_ends_soon_and_writes_nothing(string command)
    {
        // Large enough to be read for seconds on any machine.
        var text = new StringBuilder();
        for (var number = 0; number < 150_000; number++)
        {
            text.Append("---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata:\n  name: p").Append(number)
                .Append("\n  namespace: shop\nspec:\n  selector: app == 'a' || app == 'b'\n  ingress:\n  - action: Allow\n    source: {selector: has(x)}\n");
        }

        _folder.Write("big.yaml", text.ToString());
        using var shell = _engine.CreateShell();
        shell.AddScript(command.Replace("{0}", _folder.Place, StringComparison.Ordinal));
        var running = shell.BeginInvoke();
        Assert.False(running.AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(400)), "The input is too small for this test.");
        var clock = Stopwatch.StartNew();
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        TestContext.Current.TestOutputHelper?.WriteLine($"Ended after {clock.ElapsedMilliseconds} ms.");

        // The aim is 100 ms; a machine under load gets more.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"Ended after {clock.Elapsed}.");
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.Equal(["big.yaml"], _folder.Files);
        Assert.Equal("alive", _engine.Text("'alive'"));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
