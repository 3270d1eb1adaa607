using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>A rewrite of the sides of rules, one by one, after which each matches the very same packets in every cluster.</summary>
/// <remarks>O(size of the rules).</remarks>
internal abstract class PeerRewrite(string name, string summary) : PolicyRewrite(name, summary)
{
    /// <inheritdoc />
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var changed = PeerChanges.Of(policy, (_, _, peer) => Of(peer, context.CancellationToken));
            if (!ReferenceEquals(changed, policy)) yield return new([policy], [changed]) { IsProven = true };
        }
    }

    /// <summary>The side as it is to be; the very same where there is nothing to do.</summary>
    protected abstract PolicyPeer Of(PolicyPeer peer, CancellationToken cancellationToken);
}
