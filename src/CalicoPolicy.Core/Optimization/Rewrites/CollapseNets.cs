using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// Address blocks of rules and network sets that repeat, lie in one another, or are halves of one. Each block of a rule is about one
/// dataplane rule, each block of a set a member of its IP sets; which addresses match stays the same.
/// </summary>
internal sealed class CollapseNets() : PeerRewrite("CollapseNets", "Writes lists of CIDRs with the fewest CIDRs that hold the same addresses.")
{
    /// <inheritdoc />
    public override IEnumerable<RewriteStep> Find(RewriteContext context) => base.Find(context).Concat(OfSets(context));

    /// <inheritdoc />
    protected override PolicyPeer Of(PolicyPeer peer, CancellationToken cancellationToken)
    {
        var nets = CollapsedNets.Of(peer.Nets, cancellationToken);
        var notNets = CollapsedNets.Of(peer.NotNets, cancellationToken);
        return nets is null && notNets is null ? peer : peer with { Nets = nets ?? peer.Nets, NotNets = notNets ?? peer.NotNets };
    }

    private static IEnumerable<RewriteStep> OfSets(RewriteContext context)
    {
        foreach (var set in context.Resources.OfType<AddressSet>())
        {
            context.CancellationToken.ThrowIfCancellationRequested();

            // The name of a set that was made for a list comes from the list.
            if (!context.MayChange(set) || set.Labels.ContainsKey(SetExtraction.Label)) continue;
            if (CollapsedNets.Of(set.Nets, context.CancellationToken) is { } fewer) yield return new([set], [set with { Nets = fewer }]) { IsProven = true };
        }
    }
}
