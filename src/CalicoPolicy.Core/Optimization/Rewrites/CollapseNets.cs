using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// Address blocks of rules that repeat, lie in one another, or are halves of one: each block is about one dataplane rule. Which addresses
/// match stays the same.
/// </summary>
internal sealed class CollapseNets() : PeerRewrite("CollapseNets", "Writes lists of CIDRs with the fewest CIDRs that hold the same addresses.")
{
    /// <inheritdoc />
    protected override PolicyPeer Of(PolicyPeer peer, CancellationToken cancellationToken)
    {
        var nets = CollapsedNets.Of(peer.Nets, cancellationToken);
        var notNets = CollapsedNets.Of(peer.NotNets, cancellationToken);
        return nets is null && notNets is null ? peer : peer with { Nets = nets ?? peer.Nets, NotNets = notNets ?? peer.NotNets };
    }
}
