using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>Reads a made-up server through the real kubectl.</summary>
internal static class LoopbackReading
{
    public static async Task<ClusterReading> ReadAsync(KubeLoopback api, IReadOnlyList<string>? namespaces = null, TimeSpan? timeout = null, CancellationToken? token = null)
    {
        Programs.NeedKubectl();
        var kubectl = new KubectlProcess(new() { KubeConfig = api.KubeConfig, Timeout = timeout ?? TimeSpan.FromSeconds(60) });
        await foreach (var (_, reading) in new ClusterReader(namespaces ?? [], 8).ReadAsync([kubectl], token ?? TestContext.Current.CancellationToken))
        {
            if (reading is not null) return reading;
        }

        throw new InvalidOperationException("Nothing was read.");
    }
}
