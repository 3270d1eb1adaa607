using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>Ports and ranges of ports that repeat, lie in one another, or touch: a dataplane rule has fifteen places for them.</summary>
internal sealed class CollapsePorts() : PeerRewrite("CollapsePorts", "Writes lists of ports with fewer ranges that hold the same ports.")
{
    /// <inheritdoc />
    protected override PolicyPeer Of(PolicyPeer peer, CancellationToken cancellationToken)
    {
        var ports = CollapsedPorts.Of(peer.Ports);
        var notPorts = CollapsedPorts.Of(peer.NotPorts);
        return ports is null && notPorts is null ? peer : peer with { Ports = ports ?? peer.Ports, NotPorts = notPorts ?? peer.NotPorts };
    }
}
