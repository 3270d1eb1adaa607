using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>Domains and names of service accounts that a list has twice; Calico's API takes no such list of names. Domains know no case.</summary>
internal sealed class RemoveDuplicates() : PeerRewrite("RemoveDuplicates", "Takes domains and service accounts out that stand in a list twice.")
{
    /// <inheritdoc />
    protected override PolicyPeer Of(PolicyPeer peer, CancellationToken cancellationToken)
    {
        if (Distinct(peer.Domains, StringComparer.OrdinalIgnoreCase) is { } domains) peer = peer with { Domains = domains };
        if (peer.ServiceAccounts is { } accounts && Distinct(accounts.Names, StringComparer.Ordinal) is { } names)
            peer = peer with { ServiceAccounts = accounts with { Names = names } };
        return peer;
    }

    private static List<string>? Distinct(IReadOnlyList<string> items, StringComparer comparer)
    {
        if (items.Count < 2) return null;
        var distinct = items.Distinct(comparer).ToList();
        return distinct.Count == items.Count ? null : distinct;
    }
}
