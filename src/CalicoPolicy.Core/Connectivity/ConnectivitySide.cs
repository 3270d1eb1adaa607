namespace CalicoPolicy.Core.Connectivity;

/// <summary>One side of a row: some of the workloads of a peer, or a peer outside.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Names">The workloads, hosts or nodes; none for what is outside.</param>
public sealed record ConnectivitySide(ConnectivityPeer Peer, IReadOnlyList<PeerName> Names)
{
    /// <inheritdoc />
    public override string ToString() => PeerText.Of(this);
}
