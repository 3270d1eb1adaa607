using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What tells one cluster from another: contexts are names that people give, and give anew.</summary>
internal static class ClusterIdentity
{
    /// <summary>The uid of the namespace kube-system; empty where it cannot be read.</summary>
    public static async Task<string> ReadAsync(ObjectWriter writer, CancellationToken cancellationToken)
    {
        var answer = await writer.GetAsync(new("v1", "Namespace", null, "kube-system"), cancellationToken).ConfigureAwait(false);
        return Trees.Text(Trees.Mapping(answer.Object, "metadata")?["uid"]);
    }
}
