using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>Reading that has to end in time: while nothing else keeps the machine busy.</summary>
[Collection(QuietGroup.Name)]
public class ClusterReaderTimeServerTests
{
    private const string Pods = "/api/v1/pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_that_takes_too_long_is_a_gap()
    {
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address => address.AbsolutePath == Pods ? (0, "") : made(address));
        var gap = Assert.Single((await LoopbackReading.ReadAsync(api, timeout: TimeSpan.FromSeconds(3))).Snapshot!.Gaps);
        Assert.Equal("Pod", gap.Kind);
        Assert.Contains("no answer within 3 s", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_reading_ends_at_once()
    {
        var made = KubeMadeUp.Of();
        using var asked = new SemaphoreSlim(0);
        using var api = new KubeLoopback(address =>
        {
            if (address.AbsolutePath != Pods) return made(address);
            asked.Release();
            return (0, "");
        });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = LoopbackReading.ReadAsync(api, token: ending.Token);
        await asked.WaitAsync(Token);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }
}
