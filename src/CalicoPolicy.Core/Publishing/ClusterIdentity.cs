using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What tells one cluster from another: contexts are names that people give, and give anew.</summary>
internal static class ClusterIdentity
{
    /// <summary>The uid of the namespace kube-system; empty where it cannot be read.</summary>
    public static async Task<string> ReadAsync(KubectlProcess kubectl, CancellationToken cancellationToken) =>
        (await AskAsync(kubectl, cancellationToken).ConfigureAwait(false)).Id;

    /// <summary>The uid of the namespace kube-system; empty where it cannot be read, with what the cluster says to that.</summary>
    public static async Task<(string Id, ServerError? Error)> AskAsync(KubectlProcess kubectl, CancellationToken cancellationToken)
    {
        var answer = await new ObjectWriter(kubectl).GetAsync(new("v1", "Namespace", null, "kube-system"), cancellationToken).ConfigureAwait(false);
        if (answer.Object is { } found) return (Trees.Text(Trees.Mapping(found, "metadata")?["uid"]), null);
        if (answer.Error?.Category != ServerErrorCategory.Forbidden) return (string.Empty, answer.Error);

        // Who may not get it may list it.
        var list = await kubectl.RunAsync(["get", "--raw", "/api/v1/namespaces?fieldSelector=metadata.name%3Dkube-system"], null, cancellationToken).ConfigureAwait(false);
        using var text = new StringReader(list.Output);
        var root = list.Error is null ? JsonFormat.Instance.Read(text, null, ReadLimits.Default, cancellationToken).FirstOrDefault()?.Root : null;
        return ((root as TreeMapping)?["items"] is TreeSequence { Items: [TreeMapping only] } ? Trees.Text(Trees.Mapping(only, "metadata")?["uid"]) : string.Empty, list.Error);
    }
}
