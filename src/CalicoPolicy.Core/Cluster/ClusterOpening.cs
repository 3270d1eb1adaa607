namespace CalicoPolicy.Core.Cluster;

/// <summary>What is asked of a cluster before anything else: which one it is, and what it serves.</summary>
internal static class ClusterOpening
{
    /// <summary>Asks.</summary>
    /// <returns>The name of the context as far as it is known, and what the cluster serves or why that is not known: one of the two is null.</returns>
    public static async Task<(string Cluster, ServedKinds? Served, ServerError? Error)> OpenAsync(
        KubectlProcess kubectl, RawReader reader, IReadOnlyList<ClusterKind> kinds, CancellationToken cancellationToken)
    {
        var (context, error) = await ClusterContext.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        if (error is not null) return (kubectl.Options.Context ?? string.Empty, null, error);
        (var served, error) = await ServedKinds.ReadAsync(reader, kinds, cancellationToken).ConfigureAwait(false);
        if (error is null && kinds.Any(kind => kind.Group == ClusterKind.CalicoGroup) && !served!.Has(ClusterKind.CalicoGroup, "v3"))
            error = await NoCalicoAsync(reader, cancellationToken).ConfigureAwait(false);
        return (context!.Name, error is null ? served : null, error);
    }

    private static async Task<ServerError> NoCalicoAsync(RawReader reader, CancellationToken cancellationToken) => new(ServerErrorCategory.UnknownKind, string.Empty, "The cluster does not serve Calico's projectcalico.org/v3 API.")
    {
        Advice = (await reader.GetAsync("/apis/crd.projectcalico.org", cancellationToken).ConfigureAwait(false)).Error is null
            ? "Calico is there without its API server: install that (or native v3 CRDs, Calico 3.30 and later), or take a dump of crd.projectcalico.org with kubectl and read it with Import-PolicySnapshot."
            : "Install Calico with its API server, or with native v3 CRDs (Calico 3.30 and later), or name another context with -Context.",
    };
}
