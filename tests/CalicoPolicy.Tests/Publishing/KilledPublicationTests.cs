using System.Diagnostics;
using System.Globalization;
using CalicoPolicy.Tests.Console;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Publishing;

/// <summary>kill -9 after each write: the server has done it, and the process never hears of it.</summary>
[Collection(PublishingGroup.Name)]
public sealed class KilledPublicationTests(KubeApi api) : IDisposable
{
    private static readonly int Writes = TestScale.Factor > 1 ? 40 : 12;

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_killed_publication_is_finished_by_the_same_again_and_taken_back_from_every_point()
    {
        var server = await api.PublishingAsync();
        await KubePublished.ClearAsync(server);
        _folder.Write("policies/all.yaml", KubePublished.Resources(Writes));
        var start = await KubePublished.StateAsync(server);
        await PublishAsync(server);
        var end = await KubePublished.StateAsync(server);
        await UndoAsync(server, start, "at the end");

        // Every point in the scaled run; a few in each.
        var step = TestScale.Factor > 1 ? 1 : 6;
        for (var kill = 1; kill <= Writes; kill += step)
        {
            await KillAtAsync(server, kill);
            Assert.NotEqual(start, await KubePublished.StateAsync(server));
            await UndoAsync(server, start, $"after write {kill}");

            await KillAtAsync(server, kill);
            await PublishAsync(server);
            Assert.Equal(end, await KubePublished.StateAsync(server));
            await UndoAsync(server, start, $"after the end that follows write {kill}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task PublishAsync(KubeServer server)
    {
        var published = await RunAsync(server.AdminConfig, "Publish-Policy $policies @way");
        Assert.True(published.ExitCode == 0, published.Output + published.Error);
    }

    private async Task UndoAsync(KubeServer server, string start, string when)
    {
        var undo = await RunAsync(server.AdminConfig, "Undo-PolicyPublication -Last -Confirm:$false @way");
        Assert.True(undo.ExitCode == 0 && start == await KubePublished.StateAsync(server), $"{when}: {undo.Output}{undo.Error}");
    }

    private async Task KillAtAsync(KubeServer server, int kill)
    {
        using var proxy = new KubeProxy(server.AdminConfig);
        ConsoleProcess? process = null;
        var killed = new TaskCompletionSource();
        proxy.Written = async write =>
        {
            if (write < kill) return;
            if (write == kill)
            {
                using var signal = Process.Start("kill", ["-9", process!.Id.ToString(CultureInfo.InvariantCulture)]);
                await signal.WaitForExitAsync();
                killed.SetResult();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        };
        using (process = Start(proxy.KubeConfig, "Publish-Policy $policies @way"))
        {
            await killed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.Equal(137, (await process.End()).ExitCode);
        }

        Assert.Equal(kill, proxy.Writes);
    }

    private async Task<ConsoleResult> RunAsync(string config, string command)
    {
        using var process = Start(config, command);
        return await process.End();
    }

    private ConsoleProcess Start(string config, string command) => ConsoleProcess.Start(
        ["-c", $"$policies = '{_folder.Place}/policies'; $way = @{{ KubeConfig = '{config}' }}; {command}; if ($Error) {{ exit 1 }}"],
        null,
        ("XDG_STATE_HOME", Path.Combine(_folder.Place, "state")));
}
