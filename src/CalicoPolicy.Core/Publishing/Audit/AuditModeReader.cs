using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>Reads the audit modes of clusters. Only reads.</summary>
public sealed class AuditModeReader
{
    private static readonly ClusterKind Felix = ClusterKind.Others.First(kind => kind.Name == "FelixConfiguration");
    private static readonly ClusterKind Nodes = ClusterKind.Others.First(kind => kind.Name == "Node");

    private readonly IReadOnlyList<string> _nodes;
    private readonly int _throttleLimit;

    /// <summary>Makes a reader.</summary>
    /// <param name="nodes">The nodes that are asked for; none: the cluster, and the nodes on which it is otherwise.</param>
    /// <param name="throttleLimit">How many kubectl may run at once, in all clusters together, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public AuditModeReader(IReadOnlyList<string> nodes, int throttleLimit)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentOutOfRangeException.ThrowIfLessThan(throttleLimit, 1);
        _nodes = [.. nodes.Distinct(StringComparer.Ordinal)];
        _throttleLimit = throttleLimit;
    }

    /// <summary>Reads several clusters at once.</summary>
    /// <param name="clusters">The ways to the clusters.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<AuditModeReading> ReadAsync(
        IReadOnlyList<KubectlProcess> clusters, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        var readings = ParallelClusters.ReadAsync<AuditModeReading>(
            clusters, _throttleLimit, async (kubectl, reader, _, write, token) => write(await ReadAsync(kubectl, reader, token).ConfigureAwait(false)), cancellationToken);
        await foreach (var (_, reading) in readings.ConfigureAwait(false))
        {
            if (reading is not null) yield return reading;
        }
    }

    private async Task<AuditModeReading> ReadAsync(KubectlProcess kubectl, RawReader reader, CancellationToken cancellationToken)
    {
        var (cluster, served, error) = await ClusterOpening.OpenAsync(kubectl, reader, [Felix], cancellationToken).ConfigureAwait(false);
        if (error is not null) return new() { Cluster = cluster, Errors = [error] };
        var kinds = new KindReader(reader, served!, []);
        var both = await Task.WhenAll(kinds.ReadAsync(Felix, new([]), cancellationToken), kinds.ReadAsync(Nodes, new([]), cancellationToken)).ConfigureAwait(false);
        var (felix, nodes) = (both[0], both[1]);
        if ((felix.Fatal ?? nodes.Fatal) is { } fatal) return new() { Cluster = cluster, Errors = [fatal] };

        var known = nodes.Gaps.Count == 0 ? nodes.Resources.Select(node => node.Name).ToHashSet(StringComparer.Ordinal) : null;
        var options = new SnapshotOptions { Cluster = cluster, IsLive = true, Gaps = [.. felix.Gaps.Concat(nodes.Gaps).Select(gap => gap.Gap)] };
        var snapshot = PolicySnapshot.Of(felix.Resources.Concat(nodes.Resources), options, cancellationToken);
        var states = new AuditModeStates(cluster, snapshot, felix.Resources.OfType<FelixConfiguration>());
        return new()
        {
            Cluster = cluster,
            States = _nodes.Count > 0 ? [.. _nodes.Where(node => known?.Contains(node) != false).Select(states.Of)] : [.. states.All()],
            Errors = [.. felix.Gaps.Select(gap => gap.ToError())],
            MissingNodes = [.. _nodes.Where(node => known?.Contains(node) == false)],
        };
    }
}
